import type { BenchmarksInFile, SourceFacts } from '../fork/count-protocol.ts';
import type { ForkMessage } from '../fork/protocol.ts';
import type { CountingSession } from './counting-session.ts';
import { LIMIT_MS } from './inspect-benchmark.ts';
import { isDone } from './read-answer.ts';
import { refusalOf } from './refusals.ts';

/** Half of it is the time of each reading of a benchmark, in ms. */
const INSPECT_MS = 60;
/** Limit of the time of each benchmark of a group beside that of the process, in ms. */
const EACH_MS = 2_000;

/** What an inspected benchmark that can be counted is like. */
export interface InspectedInGroup {
  iterationMs: number;
  sources: SourceFacts;
}

export type PreparedGroup =
  /** The benchmarks that ran, by index. */
  | { state: 'prepared'; sound: number[] }
  /** This benchmark ended the process, or did not end: prepare another session without it. null: the file did. */
  | { state: 'broken'; index: number | null };

/**
 * Fills the compile cache of a new session by a process that calls each benchmark of a group once, see `prepareCounting`.
 *
 * @throws the reason of the session's signal when it is aborted.
 */
export async function prepareGroup(
  session: CountingSession,
  { file, benchmarks }: BenchmarksInFile,
): Promise<PreparedGroup> {
  const limitMs = LIMIT_MS + EACH_MS * benchmarks.length;
  const request = { do: 'inspect-benchmarks', file, benchmarks, timeMs: 0 } as const;
  const prepared = await session.runPartly(request, { limitMs });
  if (!isDone(prepared)) return { state: 'broken', index: lastBegun(prepared) };
  const failed = failedIn(prepared);
  const sound = [...benchmarks.keys()].filter((index) => !failed.has(index));
  return { state: 'prepared', sound };
}

/**
 * Runs some benchmarks of a group for a moment without counting, in a prepared session, to see whether they can be counted
 * and how long an iteration is. They share a process as long as none ends it.
 *
 * @param indices Their indices in `benchmarks`.
 * @returns Those that can be counted, by index.
 * @throws the reason of the session's signal when it is aborted.
 */
export async function inspectGroup(
  session: CountingSession,
  { file, benchmarks }: BenchmarksInFile,
  indices: readonly number[],
): Promise<Map<number, InspectedInGroup>> {
  const inspected = new Map<number, InspectedInGroup>();
  let left = [...indices];
  while (left.length > 0) {
    const given = left.map((index) => benchmarks[index] as BenchmarksInFile['benchmarks'][number]);
    const request = {
      do: 'inspect-benchmarks',
      file,
      benchmarks: given,
      timeMs: INSPECT_MS,
    } as const;
    const limitMs = LIMIT_MS + EACH_MS * given.length;
    const messages = await session.runPartly(request, { limitMs });
    const seen = new Set(failedIn(messages));
    for (const message of messages) {
      if (message.event === 'begun') seen.add(message.index);
      if (message.event !== 'inspected') continue;
      const { index, inspection, sources } = message;
      const { iterationMs } = inspection;
      if (refusalOf(inspection) !== null) continue;
      inspected.set(left[index] ?? -1, { iterationMs, sources });
    }
    for (const index of failedIn(messages)) inspected.delete(left[index] ?? -1);
    if (isDone(messages) || seen.size === 0) break;
    left = left.filter((_index, at) => !seen.has(at));
  }
  return inspected;
}

function lastBegun(messages: readonly ForkMessage[]): number | null {
  const begun = messages.findLast((message) => message.event === 'begun');
  return begun?.index ?? null;
}

/** Returns the indices of the benchmarks that failed. */
function failedIn(messages: readonly ForkMessage[]): Set<number> {
  return new Set(
    messages.flatMap((message) => (message.event === 'unmeasured' ? [message.index] : [])),
  );
}
