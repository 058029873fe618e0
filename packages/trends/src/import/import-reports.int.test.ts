import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { allRuns, storedReport } from '../store/history.ts';
import { openStore } from '../store/open-store.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { importReports } from './import-reports.ts';
import { type PastOptions, readPast } from './read-past.ts';

const FIXTURES = join(
  dirname(fileURLToPath(import.meta.resolve('@night-pilot/perf-convert'))),
  'fixtures',
);

async function newStore() {
  const folder = await tempFolder();
  const store = await openStore(join(folder, 'history.db'));
  onTestFinished(() => store.close());
  /** Imports a copy of a fixture, whose time is now. */
  const importCopy = async (name: string, more: Partial<PastOptions> = {}) => {
    const path = join(folder, `${Math.random()}.json`);
    await writeFile(path, await readFile(join(FIXTURES, name)));
    const options = { project: 'shop', branch: 'trunk', folder, ...more };
    const { reports } = await readPast(path, options);
    const { added, known } = await importReports(store, reports);
    return { added, known };
  };
  const commits = async () => {
    const reports = await Promise.all(
      (await allRuns(store)).map((run) => storedReport(store, run)),
    );
    return reports.map(({ run }) => run.commit);
  };
  return { importCopy, commits };
}

test.each(['bencher-report.json', 'vitest-4.json', 'bmf.json', 'hyperfine.json'])(
  'a copy of %s is the same run',
  async (name) => {
    const { importCopy } = await newStore();
    expect(await importCopy(name)).toEqual({ added: 1, known: 0 });
    expect(await importCopy(name)).toEqual({ added: 0, known: 1 });
  },
);

test('the same numbers of another day or commit are another run, with the branch that was typed', async () => {
  const { importCopy, commits } = await newStore();
  const commit = 'a'.repeat(40);
  for (const date of ['2025-01-30', '2025-01-31']) {
    expect((await importCopy('bmf.json', { typed: { date, commit } })).added).toBe(1);
  }
  expect(await commits()).toContainEqual({
    sha: commit,
    branch: 'trunk',
    authoredAt: '2025-01-31T00:00:00.000Z',
    dirty: false,
  });
});
