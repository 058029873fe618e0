import type { Store } from '../store/open-store.ts';
import type { FindingState } from '../store/schema.ts';
import { type Finding, findFinding } from './list-findings.ts';

/** What somebody says about a finding. */
export interface Triage {
  state: FindingState;
  /** Why. @default what was said before */
  note?: string | undefined;
  /** An issue or a pull request. @default the link that was given before */
  link?: string | undefined;
  author: string | null;
}

/**
 * Gives a finding a state. `expected` makes its level the new normal: later runs are compared with the runs since it.
 *
 * @throws {TrendsError} `FINDING_NOT_FOUND`.
 */
export async function triage(
  store: Store,
  id: string,
  { state, note, link, author }: Triage,
): Promise<Finding> {
  const { note: earlierNote, link: earlierLink } = await findFinding(store, id);
  await store.db
    .updateTable('findings')
    .set({
      state,
      note: note ?? earlierNote,
      link: link ?? earlierLink,
      author,
      changed_at: new Date().toISOString(),
    })
    .where('id', '=', id)
    .execute();
  return findFinding(store, id);
}
