import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { summarize } from '@night-pilot/perf-report';
import { expect, test } from 'vitest';
import { ingest } from '../store/ingest.ts';
import { openStore } from '../store/open-store.ts';
import { perfTrends } from '../testing/perf-trends.ts';
import { seededNormal } from '../testing/random.ts';
import { metric, report } from '../testing/reports.ts';
import { tempFolder } from '../testing/temp-folder.ts';

test('backup and restore print what they have written, and a damaged history names the command that works', async () => {
  const folder = await tempFolder();
  const trends = (...args: string[]) => perfTrends(folder, args);
  await writeFile(join(folder, 'nx.json'), '{}');
  const history = join(folder, 'reports', 'history.db');
  const store = await openStore(history);
  await ingest(store, report(1, [metric(1)]));
  await store.close();
  const saved = await trends('backup');
  expect(saved).toEqual({
    status: 0,
    stdout: expect.stringMatching(/reports\/history\.backup-\d{8}-\d{6}\.db\n$/) as string,
    stderr: '',
  });

  await writeFile(history, 'no database at all. '.repeat(500));
  const damaged = await trends('check');
  expect(damaged.status).toBe(2);
  const [, command = ''] = /perf-trends (restore .+)\n$/.exec(damaged.stderr) ?? [];
  const restored = await trends(...command.split(' '));
  expect(restored).toMatchObject({ status: 0, stderr: '' });
  expect(restored.stdout).toMatch(
    /history\.db holds the runs of .+\.\nThe files that it had before are in .+before-restore-/,
  );
});

test('thin says how many runs it has thinned, and refuses a wrong number', async () => {
  const folder = await tempFolder();
  const trends = (...args: string[]) => perfTrends(folder, args);
  await writeFile(join(folder, 'nx.json'), '{}');
  const store = await openStore(join(folder, 'reports', 'history.db'));
  for (const number of [1, 2]) await ingest(store, report(number, [withManySamples()]));
  await store.close();
  expect(await trends('thin', '--keep', '1')).toEqual({
    status: 0,
    stdout: expect.stringMatching(/^1 run thinned, \d+ kB freed\n$/) as string,
    stderr: '',
  });
  const wrong = await trends('thin', '--keep', 'all');
  expect(wrong).toMatchObject({ status: 2, stdout: '' });
  expect(wrong.stderr).toBe('Expected --keep to be a number of runs from 1 on, got all.\n');
});

function withManySamples() {
  const normal = seededNormal(1);
  const one = metric(1);
  const forks = one.forks.map((fork) => ({
    ...fork,
    samples: Array.from({ length: 1_000 }, () => 1 + normal() / 100),
  }));
  return { ...one, forks, summary: summarize(forks) };
}
