import { type Edit, nullEdit, plantedEdit } from './corpus/edits.ts';
import { FORM_NAMES } from './corpus/forms.ts';
import { type Module, textOf } from './corpus/module.ts';
import { NULL_KINDS, type NullKind } from './corpus/null-edits.ts';
import { type ProgramName, programModules } from './corpus/generated-programs.ts';

/** Numbers of comparisons. All programs take turns in them. */
export interface CountCalibrationSizes {
  /** Comparisons of programs with themselves. @default 200 */
  aa: number;
  /** Comparisons with edits that change nothing. @default 300 */
  nullEdits: number;
  /** Comparisons with planted edits of each share. @default 100 */
  planted: number;
}

export const DEFAULT_SIZES: CountCalibrationSizes = { aa: 200, nullEdits: 300, planted: 100 };

/** Shares of instructions that planted edits add at least. */
export const PLANTED_SHARES = [0.01, 0.005] as const;

/** Distance between the numbers of two drafts of an edit, which keeps its form and kind. No calibration has as many edits. */
const REDRAW = 1_000 * FORM_NAMES.length * NULL_KINDS.length;
/** Limit of drafts for an edit that equals an earlier one. */
const MOST_DRAWS = 20;

/** A version of a program to compare with the unchanged program. */
export interface ProgramVersion {
  program: ProgramName;
  /** Name of the edit. */
  label: string;
  base: readonly Module[];
  modules: readonly Module[];
  /** Distinguishes equal comparisons, which are all made. */
  repeat: number;
}

/** Returns all comparisons of a calibration: always the same ones. */
export function calibrationVersions(
  programs: readonly ProgramName[],
  sizes: CountCalibrationSizes,
): {
  aa: ProgramVersion[];
  nullEdits: (ProgramVersion & { kind: NullKind })[];
  planted: (ProgramVersion & { share: number })[];
} {
  const inTurns = <One>(many: number, make: (program: ProgramName, number: number) => One) =>
    Array.from({ length: many }, (_, at) =>
      make(programs[at % programs.length] as ProgramName, Math.floor(at / programs.length)),
    );
  const planted = PLANTED_SHARES.map((share) =>
    inTurns(
      sizes.planted,
      distinct((program, number) => plantedEdit(program, { share, number })),
    ),
  );
  return {
    aa: inTurns(sizes.aa, (program, repeat) => {
      const base = programModules(program);
      return { program, label: 'as it is', base, modules: base, repeat };
    }),
    nullEdits: inTurns(sizes.nullEdits, distinct(nullEdit)),
    planted: planted.flat(),
  };
}

/** Wraps a writer of edits so that each differs from the earlier ones, as long as there are different ones. */
function distinct<One extends Edit>(write: (program: ProgramName, number: number) => One) {
  const written = new Set<string>();
  return (program: ProgramName, number: number): One & ProgramVersion => {
    for (let draws = 1; ; draws += 1) {
      const edit = write(program, number + (draws - 1) * REDRAW);
      const text = edit.modules.map(textOf).join('\n');
      if (written.has(text) && draws < MOST_DRAWS) continue;
      written.add(text);
      return versionOf(edit);
    }
  };
}

function versionOf<One extends Edit>(edit: One): One & ProgramVersion {
  return { ...edit, base: programModules(edit.program), repeat: 0 };
}
