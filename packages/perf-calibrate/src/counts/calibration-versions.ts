import { type Edit, nullEdit, plantedEdit } from './corpus/edits.ts';
import { FORM_NAMES } from './corpus/forms.ts';
import { type Module, textOf } from './corpus/module.ts';
import { NULL_KINDS, type NullKind } from './corpus/null-edits.ts';
import { type ProgramName, programModules } from './corpus/generated-programs.ts';

/** How many comparisons there are; all programs take turns in them. */
export interface CountCalibrationSizes {
  /** Of programs with themselves. @default 200 */
  aa: number;
  /** With edits that change nothing. @default 300 */
  nullEdits: number;
  /** With planted edits, for each share. @default 100 */
  planted: number;
}

export const DEFAULT_SIZES: CountCalibrationSizes = { aa: 200, nullEdits: 300, planted: 100 };

/** What planted edits add at least, as shares. */
export const PLANTED_SHARES = [0.01, 0.005] as const;

/** From an edit's number to that of another one of the same form or kind: no calibration counts so far. */
const REDRAW = 1_000 * FORM_NAMES.length * NULL_KINDS.length;
/** An edit that equals earlier ones is drawn so often. */
const MOST_DRAWS = 20;

/** A version of a program that is compared with the program as it is. */
export interface ProgramVersion {
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

/** Writes edits each unlike those that it wrote before, as long as there are such. */
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
