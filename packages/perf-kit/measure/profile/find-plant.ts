import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namedFunctions, profileVersions } from '@night-pilot/perf-compare/profile';
import { INLINED_PROGRAMS } from './inlined-programs.ts';
import type { Plant } from './plants.ts';
import { BENCH, type Program, PROGRAMS } from './programs.ts';

export interface FoundPlant {
  /** Name of the function that grew most. */
  first: string;
  /** The profile names the edited function first, or a caller that V8 compiled it into. */
  isNamed: boolean;
  /** The table names no function. */
  isNamelessTable: boolean;
}

/** Writes both versions of a plant into a folder, profiles them in turns, and checks which function is named first. */
export async function findPlant(
  plant: Plant,
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<FoundPlant> {
  const program = [...PROGRAMS, ...INLINED_PROGRAMS].find(({ name }) => name === plant.program);
  if (program === undefined)
    throw new Error(`Expected the name of a program in a plant, got ${plant.program}.`);
  const base = await writeVersion(join(folder, 'base'), program);
  const head = await writeVersion(join(folder, 'head'), planted(program, plant));
  const { changes, timing, trees } = await profileVersions(
    { base, head },
    { test: ['program'], benchmark: 'run', signal },
  );
  const first = changes[0]?.frame.name ?? 'nothing';
  const isSeen = changes.some(({ frame, self }) => frame.name === plant.guilty && self.head > 0);
  // If the profile places the growth in code that V8 compiled into a function, a caller is right too.
  const isInCaller = (!isSeen || timing === 'together') && plant.callers.includes(first);
  const { functions } = namedFunctions(trees, changes);
  return {
    first,
    isNamed: first === plant.guilty || isInCaller,
    isNamelessTable: functions.length === 0,
  };
}

async function writeVersion(root: string, { program, parts }: Program) {
  await mkdir(root, { recursive: true });
  const files = {
    'package.json': '{ "name": "program", "type": "module" }',
    'program.bench.js': BENCH,
    'program.js': program,
    'parts.js': parts,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text);
  return { cwd: root, file: join(root, 'program.bench.js') };
}

function planted(program: Program, { guilty, before, after }: Plant): Program {
  const edited = {
    ...program,
    program: program.program.replace(before, () => after),
    parts: program.parts.replace(before, () => after),
  };
  const places = `${program.program}${program.parts}`.split(before).length - 1;
  if (places !== 1)
    throw new Error(`Expected the text to edit for ${guilty} once, found it ${places} times.`);
  return edited;
}
