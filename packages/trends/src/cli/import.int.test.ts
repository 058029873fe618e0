import { cp, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { allRuns, storedReport } from '../store/history.ts';
import { openStore } from '../store/open-store.ts';
import { runNode } from '../testing/run-node.ts';
import { tempFolder } from '../testing/temp-folder.ts';

const bin = fileURLToPath(import.meta.resolve('../../bin/perf-trends.mjs'));
const FIXTURES = join(
  dirname(fileURLToPath(import.meta.resolve('@night-pilot/perf-convert'))),
  'fixtures',
);

async function newFolder() {
  const folder = await tempFolder();
  await writeFile(join(folder, 'nx.json'), '{ "defaultBase": "trunk" }');
  const trends = (...args: string[]) => runNode([bin, ...args], { cwd: folder });
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
    code: 0,
    stdout: 'data.js: 2 runs with 2 points added\n',
    stderr: '',
  });
  await writeFile(join(folder, 'data.js'), dataJs([100, 100, 120]));
  expect((await trends(...args)).stdout).toBe(
    'data.js: 1 run with 1 point added, 2 already stored\n',
  );
  expect((await trends(...args)).stdout).toBe(
    'data.js: 0 runs with 0 points added, 3 already stored\n',
  );
  expect(await reports()).toHaveLength(3);
  const [report] = await reports();
  expect(report?.run.commit).toMatchObject({ branch: 'trunk', dirty: false });
  const checked = await trends('check');
  expect(checked.code).toBe(1);
  expect(checked.stdout).toMatch(
    /shop › Size › bundle \[counted\] \+20\.0 % since commit 0+, after commit 0+/,
  );
});

test("import reads Bencher's and Vitest 4's files, and a copy of a file is the same run", async () => {
  const { folder, trends, reports } = await newFolder();
  const files = ['bencher-report.json', 'vitest-4.json', 'bmf.json'];
  for (const file of files) await cp(join(FIXTURES, file), join(folder, file));
  const first = await trends('import', ...files, '--branch', 'main', '--project', 'shop');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(/^(\S+: 1 run with \d+ points added\n){3}$/);
  for (const file of files) await utimes(join(folder, file), new Date(), new Date(2_000));
  const second = await trends('import', ...files, '--branch', 'main', '--project', 'shop');
  expect(second.stdout).toMatch(/^(\S+: 0 runs with 0 points added, 1 already stored\n){3}$/);
  const dated = ['--date', '2025-01-31', '--commit', 'a'.repeat(40)];
  const third = await trends('import', 'bmf.json', '--project', 'shop', ...dated);
  expect(third.stdout).toMatch(/^bmf\.json: 1 run with/);
  const all = await reports();
  expect(all).toHaveLength(4);
  expect(all.map(({ run }) => run.commit)).toContainEqual({
    sha: 'a'.repeat(40),
    branch: 'trunk',
    authoredAt: '2025-01-31T00:00:00.000Z',
    dirty: false,
  });
});

test.each([
  ['a missing file', ['nope.js'], /^Expected the results of another tool at nope\.js: there is no/],
  ['a folder', ['.'], /^Expected the results of another tool at \.: EISDIR/],
  ['code', ['code.js'], /^code\.js is not valid JSON, or cut off .+Known formats: /],
  ['bytes', ['bytes.js'], /^Expected the results of another tool at bytes\.js: .+UTF-8/],
  [
    'a run without a value',
    ['broken.js'],
    /^broken\.js: entries\.Size\.1\.benches\.0\.value: expected a number, got nothing\. Expected github-action/,
  ],
  [
    'a typed commit beside a history',
    ['good.js', '--commit', 'a'.repeat(40)],
    /leave out --commit/,
  ],
  ['an unknown format', ['good.js', '--from', 'toml'], /^Expected --from to be one of /],
  ['a wrong date', ['good.js', '--date', 'today'], /^Expected --date to be a day or a time/],
])('import refuses %s in one sentence, and stores nothing', async (_, args, message) => {
  const { folder, trends } = await newFolder();
  await writeFile(join(folder, 'good.js'), dataJs([1]));
  await writeFile(join(folder, 'code.js'), 'window.BENCHMARK_DATA = (() => process.exit(7))()');
  await writeFile(join(folder, 'bytes.js'), Buffer.from([0x7b, 0xff, 0xfe]));
  await writeFile(join(folder, 'broken.js'), dataJs([1, 2]).replace('"value":2,', ''));
  const { code, stdout, stderr } = await trends('import', 'good.js', ...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr.trimEnd()).not.toContain('\n');
});
