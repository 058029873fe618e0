import { listFindings } from '../findings/list-findings.ts';
import type { Store } from '../store/open-store.ts';
import { type CommitsBetween } from './commits-between.ts';
import { concerns } from './concerns.ts';
import type { TriageEntry } from './triage-entry.ts';

/** Author of an entry that names none. */
const FILE_AS_AUTHOR = 'performance.toml';

/**
 * Gives findings the states that the triage file says. The first entry that concerns a finding counts. A finding that went away
 * stays fixed.
 *
 * @returns Entries that concern no finding.
 */
export async function applyTriage(
  store: Store,
  entries: readonly TriageEntry[],
  commitsBetween: CommitsBetween,
): Promise<TriageEntry[]> {
  if (entries.length === 0) return [];
  const unmatched = new Set(entries);
  for (const finding of await listFindings(store)) {
    const own = entries.filter((entry) => concerns(entry, finding, commitsBetween));
    for (const entry of own) unmatched.delete(entry);
    const [entry] = own;
    if (entry === undefined || finding.state === 'fixed') continue;
    const { state, reason: note, link = null, author = FILE_AS_AUTHOR } = entry;
    const isKnown =
      finding.state === state &&
      finding.note === note &&
      finding.link === link &&
      finding.author === author;
    if (isKnown) continue;
    await store.db
      .updateTable('findings')
      .set({ state, note, link, author, changed_at: new Date().toISOString() })
      .where('id', '=', finding.id)
      .execute();
  }
  return [...unmatched];
}
