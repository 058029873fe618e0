import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { removeUnfinished, unfinishedPath } from '@night-pilot/perf-report/process';
import { z } from 'zod';

/** Duration of each measuring target in its last successful run, in ms, by target id. */
export type Durations = Readonly<Record<string, number>>;

const schema = z.object({
  quick: z.record(z.string(), z.number().nonnegative()).default({}),
  full: z.record(z.string(), z.number().nonnegative()).default({}),
});

type Mode = keyof z.infer<typeof schema>;

/** Reads the durations of earlier runs. They only serve an estimate, so an unreadable file counts as missing. */
export async function readDurations(path: string, mode: Mode): Promise<Durations> {
  return (await readAll(path))[mode];
}

/**
 * Replaces the durations of the targets of a run. A failure to write is ignored: the next estimate
 * is then an older one.
 */
export async function writeDurations(
  path: string,
  mode: Mode,
  durations: Durations,
): Promise<void> {
  const all = await readAll(path);
  const unfinished = unfinishedPath(path);
  try {
    await removeUnfinished(path);
    const next = { ...all, [mode]: { ...all[mode], ...durations } };
    await writeFile(unfinished, `${JSON.stringify(next, null, 2)}\n`);
    await rename(unfinished, path);
  } catch {
    await rm(unfinished, { force: true }).catch(() => undefined);
  }
}

async function readAll(path: string): Promise<z.infer<typeof schema>> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return { quick: {}, full: {} };
  }
}
