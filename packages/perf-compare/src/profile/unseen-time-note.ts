import { unseenShare, type UnseenTime } from './record/unseen-time.ts';
import type { ThreadOfScript } from './record/profile-script.ts';
import { formatPercent, formatValue } from '@night-pilot/perf-report/text';

/** Below this share, V8's own threads are usually all that is missing. */
const WORTH_SAYING = 0.05;

/**
 * What a profile does not see, as sentences: the CPU time of other threads and of children, and waiting.
 *
 * @returns None where next to nothing is missing.
 */
export function renderUnseen(unseen: UnseenTime | null): string[] {
  if (unseen === null) return ['What other threads and child processes took is not known here.'];
  const { wholeMs, threadMs, otherThreadsMs, childrenMs, waited } = unseen;
  const sentences: string[] = [];
  const share = unseenShare(unseen);
  if (share >= WORTH_SAYING) {
    const children =
      childrenMs === null
        ? ' (child processes not counted: this system does not tell)'
        : `, ${formatValue(childrenMs, 'ms')} in child processes`;
    sentences.push(
      `Not in this profile: ${formatPercent(share)} of the CPU time, which was ${formatValue(wholeMs, 'ms')}. ` +
        `The profiled thread took ${formatValue(threadMs, 'ms')}; ` +
        `${formatValue(otherThreadsMs, 'ms')} went by in other threads (workers, the thread pool, V8’s own)${children}.`,
    );
  }
  if (waited >= WORTH_SAYING) {
    sentences.push(
      `The profiled thread waited ${formatPercent(waited)} of the real time; waiting is not in this profile.`,
    );
  }
  return sentences;
}

/** How much of what a script's main thread did not do is in the profiles of other threads, and where these lie. */
export function renderOtherThreads(
  unseen: UnseenTime | null,
  { others, files }: { others: readonly ThreadOfScript[]; files: readonly string[] },
): string {
  if (others.length === 0) return '';
  const places = files.length > 3 ? `${files[0]} to ${files.at(-1)}` : files.join(', ');
  const seenMs = others.reduce((sum, { cpuTime }) => sum + (cpuTime.threadMs ?? 0), 0);
  if (unseen === null || unseenShare(unseen) < WORTH_SAYING)
    return `Workers and Node processes have profiles of their own: ${places}.`;
  const restMs = Math.max(0, unseen.wholeMs - unseen.threadMs - seenMs);
  return (
    `Of what is not in it, ${formatValue(seenMs, 'ms')} is in the profiles of its workers and Node processes, ${places}; ` +
    `${formatValue(restMs, 'ms')} is in no profile.`
  );
}
