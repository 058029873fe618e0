import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { factsOfSources, isMovedCode } from '@night-pilot/perf-host/count';
import { availablePrograms, Checkouts } from '../checkouts.ts';
import { nullEdit, plantedEdit } from './edits.ts';
import { type Module, textOf } from './module.ts';
import { PROGRAM_NAMES, programModules } from './generated-programs.ts';

/** Number of edits of a program in a whole calibration. */
const NULL_EDITS = 50;
const PLANTED_EDITS = 17;
const SHARES = [0.01, 0.005];

const textsOf = (modules: readonly Module[]) => modules.map(textOf).join('\n');

const factsOf = (modules: readonly Module[]) => factsOfSources(modules.map(textOf));

const editsOf = (program: (typeof PROGRAM_NAMES)[number]) => [
  ...Array.from({ length: NULL_EDITS }, (_, number) => nullEdit(program, number)),
  ...SHARES.flatMap((share) =>
    Array.from({ length: PLANTED_EDITS }, (_, number) => plantedEdit(program, { share, number })),
  ),
];

test('always returns the same edit for a number, and never the unchanged program', () => {
  for (const program of PROGRAM_NAMES) {
    const texts = editsOf(program).map(({ modules }) => textsOf(modules));
    expect(editsOf(program).map(({ modules }) => textsOf(modules))).toEqual(texts);
    expect(texts).not.toContain(textsOf(programModules(program)));
  }
});

test('takes turns between all kinds and forms of edits', () => {
  const kinds = (from: (number: number) => { label: string }) =>
    new Set(Array.from({ length: 14 }, (_, number) => from(number).label));
  expect(kinds((number) => nullEdit('async', number)).size).toBe(10);
  expect(kinds((number) => plantedEdit('async', { share: 0.01, number })).size).toBe(7);
});

test('moves code only in kinds of edits that move, re-export or import it differently', () => {
  const moving = ['moved helper', 'moved export', 're-export', 'renamed file', 'import order'];
  for (const program of PROGRAM_NAMES) {
    const base = factsOf(programModules(program));
    for (let number = 0; number < NULL_EDITS; number += 1) {
      const { kind, modules } = nullEdit(program, number);
      const isMoved = isMovedCode(base, factsOf(modules));
      expect({ program, number, kind, isMoved }).toMatchObject({ isMoved: moving.includes(kind) });
    }
    for (const { label, modules } of editsOf(program).slice(NULL_EDITS)) {
      expect({ label, isMoved: isMovedCode(base, factsOf(modules)) }).toEqual({
        label,
        isMoved: false,
      });
    }
  }
});

test('every version runs, at a path of the same length, and none changes the result', async () => {
  await using checkouts = await Checkouts.open();
  const versions = availablePrograms().flatMap((program) => [
    { program, label: 'as it is', modules: programModules(program) },
    ...editsOf(program),
  ]);
  const folders = await Promise.all(versions.map(({ modules }) => checkouts.add(modules)));
  expect(new Set(folders.map(({ length }) => length)).size).toBe(1);
  const runAll = `
    const results = [];
    for (const folder of ${JSON.stringify(folders)}) {
      const { run } = await import(folder + '/core.ts');
      await run();
      results.push(await run());
    }
    process.stdout.write(JSON.stringify(results));`;
  const script = join(checkouts.root, 'run-all.mjs');
  await writeFile(script, runAll);
  const results = JSON.parse(
    execFileSync(process.execPath, [script], { encoding: 'utf8' }),
  ) as number[];
  const seen = versions.map(({ program, label }, at) => ({
    program,
    label,
    result: results[at],
  }));
  for (const program of availablePrograms()) {
    const [base, ...edited] = seen.filter((version) => version.program === program);
    expect(base?.result).toBeGreaterThan(1_000);
    expect(edited.filter(({ result }) => result !== base?.result)).toEqual([]);
  }
});
