import type { ProgramCalibration } from './calibration.ts';

/** The smallest slowdown that is planted. */
export const PLANTED_SLOWDOWN = 0.05;

/** Comparisons with a planted slowdown as large as what the pairs of a program spread by, and of at least 5 %. */
export interface PlantedSlowdown {
  /** Smallest and largest of the planted slowdowns: 0.05 is 5 %. */
  least: number;
  most: number;
  /** Share of the comparisons that were decided, in [0, 1]. */
  decided: number;
  /** Share of the decided ones that found it, in [0, 1]. */
  found: number;
  /** Number of comparisons called unchanged. */
  calledUnchanged: number;
}

/** Returns the slowdown to plant in a program, so that a noisy machine keeps the same promise as a quiet one. */
export function slowdownToPlant(spread: number): number {
  return Math.max(PLANTED_SLOWDOWN, spread);
}

/** @returns null without a program. */
export function plantedSlowdown(programs: readonly ProgramCalibration[]): PlantedSlowdown | null {
  if (programs.length === 0) return null;
  const planted = programs.map((program) => program.planted);
  const changes = planted.map(({ change }) => change);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const decided = sum(planted.map((program) => program.decided));
  return {
    least: Math.min(...changes),
    most: Math.max(...changes),
    decided: decided / planted.length,
    found:
      decided === 0 ? 0 : sum(planted.map((program) => program.decided * program.found)) / decided,
    calledUnchanged: sum(planted.map((program) => program.calledUnchanged)),
  };
}
