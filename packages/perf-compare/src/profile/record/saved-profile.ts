import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { CpuProfile } from '@night-pilot/perf-host/fork';

const savedSchema = z.looseObject({
  nodes: z
    .array(
      z.looseObject({
        id: z.number(),
        callFrame: z.looseObject({ functionName: z.string(), url: z.string() }),
        children: z.array(z.number()).optional(),
      }),
    )
    .min(1),
  startTime: z.number(),
  endTime: z.number(),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
  /** Number of iterations of the benchmark. perf-kit adds it. */
  iterations: z.number().positive().optional(),
});

export interface SavedProfile {
  profile: CpuProfile;
  /** 1 if the file does not have it: a run is compared with a run. */
  iterations: number;
}

/**
 * Reads a .cpuprofile of perf-kit, of Chrome's DevTools, or of `node --cpu-prof`.
 *
 * @throws {PerfKitError} `PROFILE_INVALID` when the file does not exist, or is not a profile.
 */
export async function readCpuProfile(path: string): Promise<SavedProfile> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw invalid(path, (error as Error).message, error);
  }
  const { success, data, error } = savedSchema.safeParse(parsed);
  if (!success) throw invalid(path, z.prettifyError(error), error);
  return { profile: data as unknown as CpuProfile, iterations: data.iterations ?? 1 };
}

function invalid(path: string, got: string, cause: unknown): PerfKitError {
  return new PerfKitError(
    'PROFILE_INVALID',
    `Expected ${path} to be a CPU profile of V8 with its samples, got: ${got}. perf-kit profile writes one.`,
    { cause },
  );
}
