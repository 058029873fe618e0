import { commitSchema, type Run } from '@night-pilot/perf-report';
import { foreignTime } from './foreign-time.ts';

/**
 * Returns the commit of a run of the past.
 *
 * @param sha What a file has in the place of a full hash.
 * @param facts.authoredAt What the file has in the place of its time.
 * @returns null without a full hash, or without a time.
 */
export function pastCommit(
  sha: unknown,
  { branch, authoredAt }: { branch: string | null; authoredAt: unknown },
): Run['commit'] {
  const hash = typeof sha === 'string' ? sha.toLowerCase() : '';
  const time = foreignTime(authoredAt);
  if (time === null || !commitSchema.shape.sha.safeParse(hash).success) return null;
  return { sha: hash, branch, authoredAt: time, dirty: false };
}
