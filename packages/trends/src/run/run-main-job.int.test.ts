import { lstat, mkdir, readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readReport, readVerdicts } from '@night-pilot/perf-report';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findRun } from '../store/history.ts';
import { openStore } from '../store/open-store.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { waitForFile, waitUntilEnded } from '../testing/wait.ts';
import type { MeasuringTask, TaskRunner } from './measuring-task.ts';
import { type MainJobOptions, runMainJob } from './run-main-job.ts';
import { runNodeScript } from './run-process.ts';
import type { RunStatus } from './status.ts';

const script = fileURLToPath(import.meta.resolve('../testing/measuring-script.ts'));

type Behaviour = 'measure' | 'break-budget' | 'fail' | 'malform' | 'hang';

/** Runs the measuring script for each task. Some behaviours write to `file`. */
function scriptRunner(behaviours: Record<string, Behaviour>, file = ''): TaskRunner {
  return {
    list: async ({ project }) =>
      Object.keys(behaviours)
        .map(
          (id) =>
            ({
              id,
              project: id.split(':')[0],
              kind: id.split(':')[1],
              cache: false,
            }) as MeasuringTask,
        )
        .filter((task) => project === undefined || task.project === project),
    run: ({ id, project, kind }, { env, onOutput, signal }) =>
      runNodeScript([script, project, kind, behaviours[id] ?? '', file], {
        cwd: import.meta.dirname,
        env: { ...process.env, ...env },
        onOutput,
        signal,
      }),
  };
}

interface Room {
  workspace: string;
  reports: string;
  store: string;
  bundle: string;
}

async function newRoom(): Promise<Room> {
  const workspace = await tempFolder();
  const bundle = join(workspace, 'dist');
  await mkdir(bundle);
  await writeFile(join(bundle, 'index.html'), '<!doctype html>');
  const reports = join(workspace, 'reports');
  return { workspace, reports, store: join(reports, 'history.db'), bundle };
}

function runIn(room: Room, runner: TaskRunner, options: Partial<MainJobOptions> = {}) {
  return runMainJob({
    ...room,
    runner,
    renderSummary: ({ report }) => `${report.metrics.length} metrics\n`,
    onStatus: () => undefined,
    onEnd: () => undefined,
    ...options,
  });
}

/** Lists reports/ without the files of the history. */
async function leftIn({ reports }: Room): Promise<string[]> {
  return (await readdir(reports)).filter((name) => !name.startsWith('history.db')).sort();
}

describe('a run', () => {
  test('writes report, verdicts, summary, the link to them, history and pages', async () => {
    const room = await newRoom();
    const job = await runIn(room, scriptRunner({ 'db:bench': 'measure', 'app:load': 'measure' }));
    const { id } = job.report.run;
    expect(job.outcome.exitCode).toBe(0);
    expect(await leftIn(room)).toEqual([id, 'durations.json', 'latest', 'site']);
    const latest = join(room.reports, 'latest');
    expect(await readlink(latest)).toBe(id);
    const report = await readReport(join(latest, 'report.json'));
    expect(report).toEqual(job.report);
    expect(report.metrics.map(({ project, name }) => [project, name])).toEqual([
      ['db', 'bench insert'],
      ['app', 'load insert'],
    ]);
    const { run, verdicts } = await readVerdicts(join(latest, 'verdicts.json'));
    expect(run).toBe(id);
    expect(verdicts.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('no baseline'),
      expect.stringContaining('no baseline'),
    ]);
    expect(await readFile(join(latest, 'summary.md'), 'utf8')).toBe('2 metrics\n');
    expect(await readFile(join(latest, 'log.txt'), 'utf8')).toBe(
      '=== db:bench\nmeasuring db\n=== app:load\nmeasuring app\n',
    );
    expect((await readReport(join(latest, 'parts', 'db.bench.json'))).run.id).toBe(id);
    expect(job.lateErrors).toEqual([]);
    expect(await readFile(job.page ?? '', 'utf8')).toBe('<!doctype html>');
    const store = await openStore(room.store);
    expect((await findRun(store)).id).toBe(id);
    await store.close();
  });

  test('judges a run against the one before', async () => {
    const room = await newRoom();
    const runner = scriptRunner({ 'db:bench': 'measure' });
    const first = await runIn(room, runner);
    const second = await runIn(room, runner, { quick: true });
    expect(second.verdicts.verdicts).toMatchObject([
      {
        verdict: 'undecided',
        reason: expect.stringContaining('1 of 8 runs so far') as string,
        base: { runs: [first.report.run.id] },
      },
    ]);
    expect(await readlink(join(room.reports, 'latest'))).toBe(second.report.run.id);
    expect(await readFile(second.folder.log, 'utf8')).toContain('measuring db quickly');
  });

  test('estimates the time left from an earlier run of the same mode', async () => {
    const room = await newRoom();
    const runner = scriptRunner({ 'db:bench': 'measure', 'db:load': 'measure' });
    const firstStatus = async (quick: boolean) => {
      const seen: RunStatus[] = [];
      await runIn(room, runner, { quick, onStatus: (status) => seen.push(status) });
      return seen[0];
    };
    expect(await firstStatus(false)).toMatchObject({ number: 1, count: 2, left: null });
    expect(await firstStatus(false)).toMatchObject({ left: { isLowerBound: false } });
    // A quick run takes another time.
    expect(await firstStatus(true)).toMatchObject({ left: null });
  });

  test('measures one project with the option project', async () => {
    const room = await newRoom();
    const runner = scriptRunner({ 'db:bench': 'measure', 'app:load': 'measure' });
    const { report } = await runIn(room, runner, { project: 'app' });
    expect(report.metrics.map(({ project }) => project)).toEqual(['app']);
  });
});

describe('findings and failures', () => {
  test('reports a broken budget and no failure when the target ends with 1', async () => {
    const room = await newRoom();
    const { outcome } = await runIn(
      room,
      scriptRunner({ 'db:bench': 'break-budget', 'app:load': 'measure' }),
    );
    expect(outcome).toMatchObject({ exitCode: 1, failed: [], brokenBudgets: [{ name: 'insert' }] });
  });

  test('reports the last output of a target that fails, and keeps the others', async () => {
    const room = await newRoom();
    const { outcome, report } = await runIn(
      room,
      scriptRunner({ 'app:perf': 'fail', 'db:bench': 'measure' }),
    );
    expect(outcome.exitCode).toBe(2);
    expect(outcome.failed).toMatchObject([
      {
        project: 'app',
        name: 'perf',
        error: { message: 'No Chromium was found: type npx playwright install chromium.' },
      },
    ]);
    expect(report.metrics.filter(({ state }) => state === 'measured')).toHaveLength(1);
    expect(await leftIn(room)).toEqual([report.run.id, 'durations.json', 'latest', 'site']);
  });

  test('names a malformed part, and keeps the others', async () => {
    const room = await newRoom();
    const { outcome, report } = await runIn(
      room,
      scriptRunner({ 'app:load': 'malform', 'db:bench': 'measure' }),
    );
    expect(outcome.exitCode).toBe(2);
    expect(outcome.failed[0]?.error.message).toMatch(/app\.load\.json is not a PerfReport/);
    expect(report.metrics.filter(({ state }) => state === 'measured')).toHaveLength(1);
  });
});

describe('keeps the results of the other targets when', () => {
  test('one cannot be run', async () => {
    const room = await newRoom();
    const runner = scriptRunner({ 'db:bench': 'measure', 'db:load': 'measure' });
    const { outcome, report } = await runIn(room, {
      ...runner,
      run: async (task, options) => {
        if (task.kind === 'load') throw new Error('spawn EAGAIN');
        return runner.run(task, options);
      },
    });
    expect(outcome).toMatchObject({
      exitCode: 2,
      failed: [{ name: 'load', error: { message: 'it could not be run: spawn EAGAIN' } }],
    });
    expect(report.metrics.filter(({ state }) => state === 'measured')).toHaveLength(1);
  });

  test('one repeats the metric of another', async () => {
    const room = await newRoom();
    const { outcome, report } = await runIn(
      room,
      scriptRunner({ 'db:bench': 'break-budget', 'db:load': 'break-budget' }),
    );
    expect(outcome.brokenBudgets).toHaveLength(1);
    expect(outcome.failed).toMatchObject([
      {
        name: 'load',
        error: { message: expect.stringContaining('hold the same metric') as string },
      },
    ]);
    expect(report.metrics.filter(({ state }) => state === 'measured')).toHaveLength(1);
  });

  test('a callback throws', async () => {
    const room = await newRoom();
    const onEnd = () => {
      throw new Error('no more paper');
    };
    const running = runIn(room, scriptRunner({ 'db:bench': 'measure' }), { onEnd });
    await expect(running).rejects.toThrow('no more paper');
    const [run = ''] = await leftIn(room);
    expect(await readdir(join(room.reports, run, 'parts'))).toEqual(['db.bench.json']);
  });
});

describe('fails before it measures, and leaves nothing behind, with', () => {
  const runner = scriptRunner({ 'db:bench': 'measure' });

  test('no permission to write to reports/', async () => {
    const room = await newRoom();
    await writeFile(room.reports, 'a file in place of the folder');
    await expect(runIn(room, runner)).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  });

  test('a locked history', async () => {
    const room = await newRoom();
    await mkdir(room.reports);
    const other = new Database(room.store);
    other.exec('begin exclusive');
    await expect(runIn(room, runner)).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    other.close();
    expect(await leftIn(room)).toEqual([]);
  });

  test('pages that are not built', async () => {
    const room = await newRoom();
    const bundle = join(room.workspace, 'nowhere');
    await expect(runIn(room, runner, { bundle })).rejects.toMatchObject({
      code: 'DASHBOARD_MISSING',
    });
    expect(await leftIn(room)).toEqual([]);
  });

  test('a triage file that breaks its format', async () => {
    const room = await newRoom();
    await writeFile(join(room.workspace, 'performance.toml'), '[[expect]]');
    await expect(runIn(room, runner)).rejects.toMatchObject({ code: 'TRIAGE_FILE_INVALID' });
    expect(await leftIn(room)).toEqual([]);
  });

  test('nothing to measure', async () => {
    const room = await newRoom();
    await expect(runIn(room, runner, { project: 'nope' })).rejects.toMatchObject({
      code: 'NOTHING_TO_MEASURE',
      message: expect.stringContaining('"nope"') as string,
    });
    expect(await leftIn(room)).toEqual([]);
  });
});

describe('keeps the results with', () => {
  test('a history that is locked after measuring', async () => {
    const room = await newRoom();
    const runner = scriptRunner({ 'db:bench': 'measure' });
    await mkdir(room.reports);
    const other = new Database(room.store);
    onTestFinished(() => void other.close());
    const job = await runIn(room, {
      ...runner,
      run: async (task, options) => {
        const exitCode = await runner.run(task, options);
        other.exec('begin immediate');
        return exitCode;
      },
    });
    expect(job).toMatchObject({
      page: null,
      outcome: { exitCode: 0 },
      verdicts: { verdicts: [] },
      lateErrors: [expect.stringMatching(/is locked.*perf-trends ingest .*report\.json/)],
    });
    const { id } = job.report.run;
    expect(await readlink(join(room.reports, 'latest'))).toBe(id);
    expect((await readReport(job.folder.report)).metrics).toHaveLength(1);
    expect((await readdir(job.folder.path)).sort()).toEqual([
      'log.txt',
      'parts',
      'report.json',
      'summary.md',
    ]);
  });

  test('a folder in place of the link to the newest run, which stays', async () => {
    const room = await newRoom();
    const latest = join(room.reports, 'latest');
    await mkdir(join(latest, 'kept'), { recursive: true });
    const job = await runIn(room, scriptRunner({ 'db:bench': 'break-budget' }));
    expect(job.lateErrors).toEqual([expect.stringContaining(latest)]);
    expect(job.outcome.exitCode).toBe(1);
    expect(await readFile(job.page ?? '', 'utf8')).toBe('<!doctype html>');
    expect((await lstat(join(latest, 'kept'))).isDirectory()).toBe(true);
  });
});

test('ends every process and removes the unfinished run when it is interrupted', async () => {
  const room = await newRoom();
  const pids = join(room.workspace, 'pids.json');
  const interrupt = new AbortController();
  const running = runIn(room, scriptRunner({ 'db:bench': 'measure', 'app:load': 'hang' }, pids), {
    signal: interrupt.signal,
  });
  const processes = JSON.parse(await waitForFile(pids)) as number[];
  interrupt.abort();
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  await Promise.all(processes.map(waitUntilEnded));
  expect(await leftIn(room)).toEqual([]);
});
