import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PerfReport, readTimings, writeReport } from '@night-pilot/perf-report';
import { describe, expect, test } from 'vitest';
import { openStore } from '../store/open-store.ts';
import { nxWorkspace, type Targets } from '../testing/nx-workspace.ts';
import { BIN, perfTrends } from '../testing/perf-trends.ts';
import { failedTest, metric, report } from '../testing/reports.ts';
import { runNode } from '../testing/run-node.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { waitForFile, waitUntilEnded } from '../testing/wait.ts';

const script = fileURLToPath(import.meta.resolve('../testing/measuring-script.ts'));

function measuring(project: string, kind: string, behaviour: string, file = ''): Targets {
  return { [kind]: { command: `node ${script} ${project} ${kind} ${behaviour} ${file}` } };
}

async function folderWith(reports: readonly PerfReport[]): Promise<string> {
  const folder = await tempFolder();
  await writeFile(join(folder, 'nx.json'), '{}');
  for (const one of reports) await writeReport(join(folder, `${one.run.id}.json`), one);
  return folder;
}

describe('run', () => {
  test('prints the files, one line a suite and when verdicts begin', async () => {
    const workspace = await nxWorkspace({ db: measuring('db', 'bench', 'measure') });
    const { status, stdout, stderr } = await perfTrends(workspace, ['run', '--quick']);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringMatching(/^db:bench \d+ s, 1 metric\n$/) as string,
    });
    expect(stdout).toMatch(/^db › writes +1 +1 no baseline$/m);
    expect(stdout).not.toContain('bench insert');
    expect(stdout).toContain('judged from the second run on, times from the ninth.');
    expect(stdout).toContain(join(workspace, 'reports', 'site', 'index.html'));
    expect(stdout).toMatch(/no regression, no broken budget in 1 metric\n$/);
    expect(await readdir(join(workspace, 'reports', 'latest'))).toContain('report.json');
  });

  test('prints all values with --verbose', async () => {
    const workspace = await nxWorkspace({ db: measuring('db', 'bench', 'measure') });
    const { stdout } = await perfTrends(workspace, ['run', '--quick', '--verbose']);
    expect(stdout).toMatch(/bench insert +100 ns +\S+ ns +no baseline +undecided +wall/);
  });

  test('ends with 0 and lists a budget as unclear when the interval spans the limit', async () => {
    const workspace = await nxWorkspace({ db: measuring('db', 'bench', 'unclear-budget') });
    const { status, stdout } = await perfTrends(workspace, ['run']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/Budgets unclear .+\n {2}db › writes › insert: 18× .*at least 20×/);
    expect(stdout).toMatch(/no regression, no broken budget, 1 unclear budget in 1 metric\n$/);
  });

  test('ends with 1 and names the metric when a budget is broken', async () => {
    const workspace = await nxWorkspace({ db: measuring('db', 'bench', 'break-budget') });
    const { status, stdout } = await perfTrends(workspace, ['run']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/Budgets broken\n {2}db › writes › insert: 2× *.*at least 20×/);
  });

  test('ends with 2 and the reason when something could not be measured', async () => {
    const workspace = await nxWorkspace({
      app: measuring('app', 'perf', 'fail'),
      db: measuring('db', 'bench', 'measure'),
    });
    const { status, stdout, stderr } = await perfTrends(workspace, ['run']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/app:perf \d+ s, failed: No Chromium was found: type npx/);
    expect(stdout).toContain('app › perf: No Chromium was found: type npx');
    expect(stdout).toMatch(/^db › writes +1 /m);
  });

  test.each([
    ['measure', 2, /no regression, no broken budget in 1 metric\n$/],
    ['break-budget', 1, /1 broken budget in 1 metric\n$/],
  ])(
    'prints the results of %s, then the file that it could not write',
    async (behaviour, status, stdout) => {
      const workspace = await nxWorkspace({ db: measuring('db', 'bench', behaviour) });
      await mkdir(join(workspace, 'reports', 'latest', 'kept'), { recursive: true });
      expect(await perfTrends(workspace, ['run'])).toEqual({
        status,
        stdout: expect.stringMatching(stdout) as string,
        stderr: expect.stringMatching(/1 metric\n.+latest cannot be written: .+\n$/) as string,
      });
    },
  );

  test('ends with 2 and one sentence when it cannot write', async () => {
    const workspace = await nxWorkspace({ db: measuring('db', 'bench', 'measure') });
    await writeFile(join(workspace, 'reports'), 'a file in place of the folder');
    const { status, stdout, stderr } = await perfTrends(workspace, ['run']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^.+reports.+ cannot be written: .+\n$/);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends all processes and removes the run',
    async (signal) => {
      const pids = join(await tempFolder(), 'pids.json');
      const workspace = await nxWorkspace({ db: measuring('db', 'bench', 'hang', pids) });
      let started = 0;
      const ended = runNode([BIN, 'run'], {
        cwd: workspace,
        env: { PERF_TRENDS_STORE: '' },
        onStart: (pid) => (started = pid),
      });
      const processes = JSON.parse(await waitForFile(pids)) as number[];
      process.kill(started, signal);
      expect(await ended).toEqual({
        code: 130,
        stdout: '',
        stderr: 'Interrupted: the unfinished run was removed.\n',
      });
      await Promise.all(processes.map(waitUntilEnded));
      const left = await readdir(join(workspace, 'reports'));
      expect(left.filter((name) => !name.startsWith('history.db'))).toEqual([]);
    },
  );
});

describe('ingest, check and export', () => {
  test('work on the history of the workspace', async () => {
    const folder = await folderWith([report(1, [metric(100)]), report(2, [metric(101)])]);
    const files = ['run-0001.json', 'run-0002.json'];
    expect(await perfTrends(folder, ['ingest', ...files])).toEqual({
      status: 0,
      stdout: 'run-0001: 1 point added\nrun-0002: 1 point added\n',
      stderr: '',
    });
    expect((await perfTrends(folder, ['ingest', ...files])).stdout).toBe(
      'run-0001: already stored\nrun-0002: already stored\n',
    );
    const checked = await perfTrends(folder, ['check']);
    expect(checked.status).toBe(0);
    expect(checked.stdout).toContain('Times are judged from the ninth run on: 1 series has fewer');
    const verbose = await perfTrends(folder, ['check', '--verbose']);
    expect(verbose.stdout).toMatch(/insert +101 ns .+\+1\.0 %, 1 earlier run +undecided/);
    const exported = await perfTrends(folder, ['export']);
    expect(exported).toEqual({
      status: 0,
      stdout: `${join(folder, 'reports', 'site', 'index.html')}\n`,
      stderr: '',
    });
    expect(await readdir(join(folder, 'reports', 'site'))).toContain('data.js');
  });

  test('export writes the median duration of each test to timings.json, or to another file', async () => {
    const passed = { ...failedTest, outcome: 'passed', error: null, durationMs: 250 } as const;
    const folder = await folderWith([{ ...report(1, [metric(100)]), tests: [passed] }]);
    await perfTrends(folder, ['ingest', 'run-0001.json']);
    for (const [args, file] of [
      [[], join(folder, 'reports', 'timings.json')],
      [['--timings', 'cache/their.json'], join(folder, 'cache', 'their.json')],
    ] as const) {
      const { status, stdout } = await perfTrends(folder, ['export', ...args]);
      expect(status).toBe(0);
      expect(stdout).toContain(`index.html\n${args[1] ?? file}\n`);
      expect((await readTimings(file)).tests).toMatchObject([
        { project: 'app', name: 'opens', variant: null, medianMs: 250, runs: 1 },
      ]);
    }
  });

  test('export reports that the newest run has not been judged, and how to judge it', async () => {
    const folder = await folderWith([report(1, [metric(100)])]);
    await perfTrends(folder, ['ingest', 'run-0001.json']);
    const { status, stderr } = await perfTrends(folder, ['export']);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr:
        'Run run-0001 has not been judged yet: type "perf-trends check", then export again.\n',
    });
  });

  test('ingest reports corrected values and dates in the future', async () => {
    const honest = metric(100);
    const lying = report(1, [{ ...honest, summary: { ...honest.summary, mean: 7 } }]);
    lying.run.startedAt = '2999-01-01T00:00:00.000Z';
    const folder = await folderWith([lying, report(2, [honest])]);
    const { status, stderr } = await perfTrends(folder, [
      'ingest',
      'run-0001.json',
      'run-0002.json',
    ]);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: [
        'run-0001.json: db › writes › insert: its summary contradicts its samples (mean): recomputed.',
        'run-0001: dated 2999-01-01T00:00:00.000Z, in the future: until then it is not the newest run.',
        '',
      ].join('\n'),
    });
    expect((await perfTrends(folder, ['check'])).stdout).toContain('Run run-0002:');
  });

  test('check ends with 1 and names the regression', async () => {
    const counts = Array.from({ length: 9 }, (_, index) =>
      report(index, [metric(index < 8 ? 1_000_000 : 1_100_000, { instrument: 'instructions' })]),
    );
    const folder = await folderWith(counts);
    const store = ['--store', `sqlite:${join(folder, 'elsewhere.db')}`];
    await perfTrends(folder, ['ingest', ...counts.map(({ run }) => `${run.id}.json`), ...store]);
    const { status, stdout } = await perfTrends(folder, ['check', ...store]);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /Regressions\n {2}db › writes › insert \[instructions\] \+10\.0 % since commit 0+, after commit 0+: finding f\w{7}, new/,
    );
  });

  test.each([
    ['a malformed report', ['ingest', 'broken.json'], /broken\.json is not a PerfReport/],
    ['a missing report', ['ingest', 'nope.json'], /there is no such file/],
    ['no history', ['check'], /Expected a history at .+history\.db, found none/],
    ['no history to export', ['export'], /Expected a history at .+history\.db, found none/],
    ['an empty history', ['check', '--store', 'empty.db'], /holds no run yet/],
    ['an unknown run', ['check', '--run', 'nope', '--store', 'empty.db'], /holds no run nope/],
    ['an unsupported store', ['export', '--store', 'mysql://x/y'], /got a mysql: URL/],
    ['a server without a database', ['check', '--store', 'postgres://x'], /without a database/],
    ['no server', ['check', '--store', 'postgres://u:secret@127.0.0.1:1/x'], /cannot be reached/],
    ['a damaged history', ['check', '--store', 'broken.json'], /is damaged/],
    ['an unknown option', ['check', '--nope'], /unknown option '--nope'/],
    ['an unknown command', ['nope'], /unknown command 'nope'/],
  ])('%s ends with 2 and a sentence', async (_name, args, message) => {
    const folder = await folderWith([]);
    await writeFile(join(folder, 'broken.json'), '{"schemaVersion": 1, '.repeat(50));
    await (await openStore(join(folder, 'empty.db'))).close();
    const { status, stdout, stderr } = await perfTrends(folder, args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at |secret/m);
    expect(await readdir(folder)).not.toContain('reports');
  });

  test.each([
    ['an unknown run', ['check', '--store', 'empty.db', '--run']],
    ['a history', ['check', '--store']],
    ['a file', ['ingest']],
    ['a command', []],
  ])('repeat only a part of a long argument that is %s', async (_name, args) => {
    const folder = await folderWith([]);
    await (await openStore(join(folder, 'empty.db'))).close();
    for (const part of ['x', 'x ']) {
      const { status, stderr } = await perfTrends(folder, [
        ...args,
        part.repeat(100_000 / part.length),
      ]);
      expect(status).toBe(2);
      expect(stderr).toMatch(/x ? … \(\d{6} characters\) … +x/);
      expect(stderr.length).toBeLessThan(3_000);
    }
  });

  test('every command shows an example in its help', async () => {
    const folder = await folderWith([]);
    for (const command of [
      'run',
      'ingest',
      'import',
      'check',
      'export',
      'backup',
      'restore',
      'thin',
    ]) {
      const { status, stdout } = await perfTrends(folder, [command, '--help']);
      expect({ status, stdout }).toEqual({
        status: 0,
        stdout: expect.stringContaining(`Example:\n  perf-trends ${command}`) as string,
      });
    }
  });

  test('take the history of PERF_TRENDS_STORE when none is given', async () => {
    const folder = await folderWith([report(1, [metric(100)])]);
    const env = { PERF_TRENDS_STORE: join(folder, 'named.db') };
    expect((await perfTrends(folder, ['ingest', 'run-0001.json'], env)).status).toBe(0);
    expect((await perfTrends(folder, ['check'], env)).stdout).toContain('Run run-0001:');
    expect((await perfTrends(folder, ['check'])).stderr).toMatch(/history\.db, found none/);
    const { stderr } = await perfTrends(folder, ['check', '--store', 'given.db'], env);
    expect(stderr).toMatch(/given\.db, found none/);
  });

  test.each([':memory:', 'sqlite::memory:'])(
    'refuses the history %s, which would be lost with its runs',
    async (store) => {
      const folder = await folderWith([report(1, [metric(100)])]);
      const ingested = await perfTrends(folder, ['ingest', 'run-0001.json', '--store', store]);
      expect(ingested).toEqual({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining('it would be lost when the command ends') as string,
      });
    },
  );

  test.runIf(existsSync('/dev/full'))(
    'end with 2 when their output cannot be written',
    async () => {
      const folder = await folderWith([report(1, [metric(100)])]);
      for (const args of [['ingest', 'run-0001.json'], ['check'], ['export'], ['--help']]) {
        const command = ['-c', 'exec "$0" "$@" > /dev/full', process.execPath, BIN, ...args];
        const { status, stderr } = spawnSync('sh', command, { cwd: folder, encoding: 'utf8' });
        expect(stderr).toMatch(
          /Standard output cannot be written: ENOSPC: no space left on device/,
        );
        expect(stderr).not.toMatch(/^ +at /m);
        expect(status).toBe(2);
      }
    },
  );

  test.skipIf(process.platform === 'win32')('say that their folder was deleted', async () => {
    const folder = await folderWith([]);
    const inDeletedFolder = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@"';
    const command = ['-c', inDeletedFolder, process.execPath, BIN, 'check'];
    const { status, stderr } = spawnSync('sh', command, { cwd: folder, encoding: 'utf8' });
    expect(stderr).toBe('The current folder was deleted: go to another one, then try again.\n');
    expect(status).toBe(2);
  });
});
