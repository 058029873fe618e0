import type { Store } from '../store/open-store.ts';
import type { LevelChange } from './levels.ts';

/**
 * Reads how the findings of earlier runs divide the series.
 *
 * @param places Places of these earlier runs by id. What other runs found does not count.
 * @returns Changes by series id.
 */
export async function levelChanges(
  store: Store,
  places: ReadonlyMap<string, number>,
): Promise<Map<string, LevelChange[]>> {
  const rows = await store.db
    .selectFrom('finding_series')
    .innerJoin('findings', 'findings.id', 'finding_series.finding_id')
    .select([
      'finding_id',
      'series_id',
      'direction',
      'state',
      'certainty',
      'first_run',
      'found_by',
      'fixed_by',
    ])
    .execute();
  const changes = new Map<string, LevelChange[]>();
  for (const row of rows) {
    const start = places.get(row.first_run);
    if (start === undefined || !places.has(row.found_by)) continue;
    const list = changes.get(row.series_id) ?? [];
    changes.set(row.series_id, list);
    list.push({
      finding: row.finding_id,
      direction: row.direction,
      state: row.state,
      isCertain: row.certainty !== 'suspected',
      start,
      end: (row.fixed_by === null ? undefined : places.get(row.fixed_by)) ?? null,
    });
  }
  return changes;
}
