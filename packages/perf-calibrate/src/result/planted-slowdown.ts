import type { ProgramCalibration } from './calibration.ts';

/** The planted slowdown. Every machine must find it in programs whose pairs spread by no more than it. */
export const PLANTED_SLOWDOWN = 0.05;

/** Comparisons with a planted slowdown of 5 % in programs whose pairs spread by at most 5 %. */
export interface PlantedSlowdown {
  /** Number of these programs. */
  programs: number;
  /** Share of the comparisons that were decided, in [0, 1]. */
  decided: number;
  /** Share of the decided ones that found it, in [0, 1]. */
  found: number;
  /** Number of comparisons called unchanged. */
  calledUnchanged: number;
}

/** @returns null when there is no such program. */
export function plantedSlowdown(programs: readonly ProgramCalibration[]): PlantedSlowdown | null {
  const planted = programs
    .filter(({ spread }) => spread <= PLANTED_SLOWDOWN)
    .map((program) => program.planted);
  if (planted.length === 0) return null;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const decided = sum(planted.map((program) => program.decided));
  return {
    programs: planted.length,
    decided: decided / planted.length,
    found:
      decided === 0 ? 0 : sum(planted.map((program) => program.decided * program.found)) / decided,
    calledUnchanged: sum(planted.map((program) => program.calledUnchanged)),
  };
}
