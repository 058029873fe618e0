import { z } from 'zod';
import {
  asCompared,
  type MeasuredPair,
  type RecordedProgram,
} from '../simulation/recorded-runs.ts';
import { machineLoadSchema } from '../machine/machine-load.ts';
import { forkSchema } from '@night-pilot/perf-report';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';

/** A pair of forks of one program with all measurements: a line of a record. */
export const recordedPairSchema = z.strictObject({
  session: z.string().min(1).describe('id of its recording'),
  at: z.iso.datetime().describe('time at which it had been measured'),
  load: machineLoadSchema,
  suite: z.string(),
  program: z.string().min(1),
  first: z.enum(['base', 'head']).describe('the version that was measured first'),
  base: forkSchema,
  head: forkSchema,
  durationMs: z
    .number()
    .nonnegative()
    .describe(
      'share of the pair in the budget: the time of its processes, divided by their programs',
    ),
});

export type RecordedPair = z.infer<typeof recordedPairSchema>;

/** Groups recorded pairs by program and recording, for drawing comparisons from them. */
export function programsOf(kept: readonly RecordedPair[]): RecordedProgram[] {
  const programs = new Map<string, Map<string, RecordedProgram['recordings'][number][number][]>>();
  for (const [session, pairs] of Map.groupBy(kept, (pair) => pair.session)) {
    for (const pair of asCompared(pairs.map(inOrder))) {
      const recordings = programs.get(pair.program) ?? new Map<string, never[]>();
      programs.set(pair.program, recordings);
      const { logRatio, isSetAside, durationMs } = pair;
      const recording = recordings.get(session) ?? [];
      recordings.set(session, [...recording, { logRatio, isSetAside, durationMs }]);
    }
  }
  return [...programs].map(([program, recordings]) => ({
    program,
    recordings: [...recordings.values()],
  }));
}

function inOrder({ first, base, head, durationMs, suite, program }: RecordedPair): MeasuredPair {
  const [former, latter] = first === 'base' ? [base, head] : [head, base];
  return { program: [suite, program].join(SUITE_SEPARATOR), former, latter, durationMs };
}
