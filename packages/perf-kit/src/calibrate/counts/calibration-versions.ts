import { type Edit, nullEdit, plantedEdit } from './corpus/edits.ts';
import type { Module } from './corpus/module.ts';
import type { NullKind } from './corpus/null-edits.ts';
import { lengthened, type ProgramName, programModules } from './corpus/programs.ts';

/** How many comparisons there are; all programs take turns in them. */
export interface CountCalibrationSizes {
  /** Of programs with themselves. @default 200 */
  aa: number;
  /** With edits that change nothing. @default 200 */
  nullEdits: number;
  /** With planted edits, for each share. @default 100 */
  planted: number;
  /** How many of these are also done with four times as many iterations. @default 12 */
  long: number;
}

export const DEFAULT_SIZES: CountCalibrationSizes = {
  ...{ aa: 200, nullEdits: 200, planted: 100, long: 12 },
};

/** What planted edits add at least, as shares. */
export const PLANTED_SHARES = [0.01, 0.005] as const;

/** A version of a program that is compared with the program as it is. */
export interface Version {
  program: ProgramName;
  /** What is edited. */
  label: string;
  base: readonly Module[];
  modules: readonly Module[];
  /** Tells equal comparisons apart, each of which is done. */
  repeat: number;
}

/** All comparisons of a calibration, always the same ones. */
export function calibrationVersions(
  programs: readonly ProgramName[],
  sizes: CountCalibrationSizes,
): {
  aa: Version[];
  nullEdits: (Version & { kind: NullKind })[];
  planted: (Version & { share: number })[];
  long: (Version & { share: number })[];
} {
  const inTurns = <One>(many: number, make: (program: ProgramName, number: number) => One) =>
    Array.from({ length: many }, (_, at) =>
      make(programs[at % programs.length] as ProgramName, Math.floor(at / programs.length)),
    );
  const planted = PLANTED_SHARES.map((share) =>
    inTurns(sizes.planted, (program, number) => versionOf(plantedEdit(program, { share, number }))),
  );
  return {
    aa: inTurns(sizes.aa, (program, repeat) => {
      const base = programModules(program);
      return { program, label: 'as it is', base, modules: base, repeat };
    }),
    nullEdits: inTurns(sizes.nullEdits, (program, number) => versionOf(nullEdit(program, number))),
    planted: planted.flat(),
    long: planted.flatMap((edits) => spread(edits, sizes.long).map(long)),
  };
}

function versionOf<One extends Edit>(edit: One): One & Version {
  return { ...edit, base: programModules(edit.program), repeat: 0 };
}

function long<One extends Version>(version: One): One {
  const { program, label, base, modules } = version;
  return {
    ...version,
    label: `${label}, long`,
    base: lengthened(program, base),
    modules: lengthened(program, modules),
  };
}

/** At most so many of them, from all parts of the list. */
function spread<One>(all: readonly One[], many: number): One[] {
  const length = Math.min(many, all.length);
  return Array.from({ length }, (_, at) => all[Math.floor((at * all.length) / length)] as One);
}
