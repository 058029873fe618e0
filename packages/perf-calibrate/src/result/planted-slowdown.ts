import type { ProgramCalibration } from './calibration.ts';

/** The planted slowdown: every machine must find it in programs whose pairs spread by no more. */
export const PLANTED_SLOWDOWN = 0.05;

/** What became of comparisons with a planted slowdown of 5 %, of the programs whose pairs spread by at most as much. */
export interface PlantedSlowdown {
  /** How many programs these are. */
  programs: number;
  /** Share of the comparisons, from 0 to 1. */
  decided: number;
  /** Share of those decided, from 0 to 1. */
  found: number;
  /** Comparisons. */
  calledUnchanged: number;
}

/** @returns null where there is no such program. */
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
