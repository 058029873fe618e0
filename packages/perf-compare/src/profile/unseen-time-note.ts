import { unseenShare, type UnseenTime } from './record/unseen-time.ts';
import type { ThreadOfScript } from './record/profile-script.ts';
import { formatPercent, formatValue } from '@night-pilot/perf-report/text';

/** Below this share, usually only V8's own threads are missing. */
const WORTH_SAYING = 0.05;

/**
 * Says in sentences what a profile does not see: the CPU time of other threads and of children, and waiting.
 *
 * @returns No sentences if almost nothing is missing.
 */
export function renderUnseen(unseen: UnseenTime | null): string[] {
  if (unseen === null)
    return ['The CPU time of other threads and child processes is not known on this system.'];
  const { wholeMs, threadMs, otherThreadsMs, childrenMs, waited } = unseen;
  const sentences: string[] = [];
  const share = unseenShare(unseen);
  if (share >= WORTH_SAYING) {
    const children =
      childrenMs === null
        ? ' (this system does not count the time of child processes)'
        : `, ${formatValue(childrenMs, 'ms')} in child processes`;
    sentences.push(
      `Not in this profile: ${formatPercent(share)} of the CPU time, which was ${formatValue(wholeMs, 'ms')}. ` +
        `The profiled thread took ${formatValue(threadMs, 'ms')}; ` +
        `${formatValue(otherThreadsMs, 'ms')} were in other threads (workers, the thread pool, V8’s own)${children}.`,
    );
  }
  if (waited >= WORTH_SAYING) {
    sentences.push(
      `The profiled thread waited ${formatPercent(waited)} of the elapsed time; waiting is not in this profile.`,
    );
  }
  return sentences;
}

/** Says how much of the missing time is in the profiles of other threads, and where these are. */
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
    `Of the missing time, ${formatValue(seenMs, 'ms')} are in the profiles of its workers and Node processes, ${places}; ` +
    `${formatValue(restMs, 'ms')} are in no profile.`
  );
}
