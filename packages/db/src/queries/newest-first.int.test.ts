import { expect, onTestFinished, test } from 'vitest';
import { openConnection } from '../connection/open.ts';
import { tempDatabase } from '../testing/temp-folder.ts';
import { afterRow, pageSql } from './newest-first.ts';

test.each([
  ['prompts', 'the first page', []],
  ['prompts', 'a later page', [afterRow('prompts')]],
  ['execution_results', 'the first page', []],
  ['execution_results', 'a later page', [afterRow('execution_results')]],
])('%s: %s is read along the index by time, without sorting', async (table, _, conditions) => {
  const connection = openConnection(await tempDatabase(), { busyTimeoutMs: 0, wal: false });
  onTestFinished(() => void connection.close());
  const plan = connection
    .prepare<[object], { detail: string }>(
      `EXPLAIN QUERY PLAN ${pageSql(`* FROM ${table}`, conditions)}`,
    )
    .all({ limit: 10, before: 5 })
    .map(({ detail }) => detail);
  expect(plan.join('\n')).toContain(`USING INDEX ${table}_created_at`);
  expect(plan.join('\n')).not.toContain('TEMP B-TREE');
});
