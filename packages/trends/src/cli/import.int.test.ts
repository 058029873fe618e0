import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allRuns, storedReport } from '../store/history.ts';
import { openStore } from '../store/open-store.ts';
import { perfTrends } from '../testing/perf-trends.ts';
import { tempFolder } from '../testing/temp-folder.ts';

async function newFolder() {
  const folder = await tempFolder();
  await writeFile(join(folder, 'nx.json'), '{ "defaultBase": "trunk" }');
  const trends = (...args: string[]) => perfTrends(folder, args);
  const reports = async () => {
    const store = await openStore(join(folder, 'reports', 'history.db'));
    try {
      const runs = (await allRuns(store)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
      return await Promise.all(runs.map((run) => storedReport(store, run)));
    } finally {
      await store.close();
    }
  };
  return { folder, trends, reports };
}

/** Returns a `data.js` with a run for each value: bytes of a bundle. */
function dataJs(values: readonly number[]): string {
  const runs = values.map((value, at) => ({
    commit: {
      id: (at + 1).toString(16).padStart(40, '0'),
      timestamp: `2025-01-0${at + 1}T00:00:00Z`,
    },
    date: Date.UTC(2025, 0, at + 1),
    tool: 'customSmallerIsBetter',
    benches: [{ name: 'bundle', value, unit: 'bytes' }],
  }));
  return `window.BENCHMARK_DATA = ${JSON.stringify({ lastUpdate: 1, repoUrl: '', entries: { Size: runs } })};\n`;
}

test('import adds each run of a data.js once, and the next run is judged against them', async () => {
  const { folder, trends, reports } = await newFolder();
  await writeFile(join(folder, 'data.js'), dataJs([100, 100]));
  const args = ['import', 'data.js', '--project', 'shop'];
  expect(await trends(...args)).toEqual({
    status: 0,
    stdout: 'data.js: 2 runs with 2 points added\n',
    stderr: '',
  });
  await writeFile(join(folder, 'data.js'), dataJs([100, 100, 120]));
  expect((await trends(...args)).stdout).toBe(
    'data.js: 1 run with 1 point added, 2 already stored\n',
  );
  expect(await reports()).toHaveLength(3);
  const [report] = await reports();
  expect(report?.run.commit).toMatchObject({ branch: 'trunk', dirty: false });
  const checked = await trends('check');
  expect(checked.status).toBe(1);
  expect(checked.stdout).toMatch(
    /shop › Size › bundle \[counted\] \+20\.0 % since commit 0+, after commit 0+/,
  );
});

test('import refuses a broken file in one sentence that says where, and stores nothing of the others', async () => {
  const { folder, trends } = await newFolder();
  await writeFile(join(folder, 'good.js'), dataJs([1]));
  await writeFile(join(folder, 'broken.js'), dataJs([1, 2]).replace('"value":2,', ''));
  const { status, stdout, stderr } = await trends('import', 'good.js', 'broken.js');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(
    /^broken\.js: entries\.Size\.1\.benches\.0\.value: expected a number, got nothing\. Expected github-action.+\n$/,
  );
  expect(existsSync(join(folder, 'reports'))).toBe(false);
});
