import { randomOf } from './draw.ts';
import { FORM_NAMES, type FormName, FORMS, type PlantedKind } from './forms.ts';
import type { Module } from './module.ts';
import { NULL_KINDS, type NullKind, withNullEdit } from './null-edits.ts';
import { type ProgramName, programModules } from './generated-programs.ts';
import { placeFor } from './shares.ts';

/** An edited program. */
export interface Edit<Kind extends NullKind | PlantedKind = NullKind | PlantedKind> {
  program: ProgramName;
  kind: Kind;
  /** The kind; for a planted edit also its form. */
  label: string;
  /** Share that it adds at least to the instructions of an iteration: 0.01 is 1 %; 0 for null edits. */
  share: number;
  modules: Module[];
}

/** Returns the null edit of this number, which does not change the program's work: always the same one. */
export function nullEdit(program: ProgramName, number: number): Edit<NullKind> {
  const kind = NULL_KINDS[number % NULL_KINDS.length] as NullKind;
  const random = randomOf(`${program}, null edit ${number}`);
  const modules = withNullEdit(programModules(program), kind, random);
  return { program, kind, label: kind, share: 0, modules };
}

/** Returns the planted edit of this number, which adds a share to the program's work: always the same one. */
export function plantedEdit(
  program: ProgramName,
  { share, number }: { share: number; number: number },
): Edit<PlantedKind> {
  const name = FORM_NAMES[number % FORM_NAMES.length] as FormName;
  const random = randomOf(`${program}, ${share}, planted edit ${number}`);
  const form = FORMS[name];
  const place = placeFor(program, { form: name, share, random });
  const modules = programModules(program, form.write(random, place));
  const { kind } = form;
  return { program, kind, label: `${share * 100} %, ${kind}, ${name}`, share, modules };
}
