import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const WORKFLOWS = join(import.meta.dirname, '../../.github/workflows');

/** Lines of all workflows that use an action, without their place in the file. */
const uses = readdirSync(WORKFLOWS)
  .flatMap((name) => readFileSync(join(WORKFLOWS, name), 'utf8').split('\n'))
  .flatMap((line) => /^\s*(?:- )?uses:\s*(.*)$/.exec(line)?.[1] ?? []);

test('pins every action to a commit and names its version, because a tag can be moved', () => {
  expect(uses.length).toBeGreaterThan(5);
  const unpinned = uses.filter(
    (action) => !/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action),
  );
  expect(unpinned).toEqual([]);
});

test('pins each action to one commit in all workflows', () => {
  const commits = Map.groupBy(new Set(uses), (action) => action.split('@')[0] ?? '');
  for (const [action, pins] of commits) expect([action, ...pins]).toHaveLength(2);
});
