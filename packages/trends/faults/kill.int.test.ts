import { randomIntegers, rounds, TIME_LIMIT_MS } from '@night-pilot/perf-report/testing';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { writeReport } from '@night-pilot/perf-report';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { nxWorkspace } from '../src/testing/nx-workspace.ts';
import { metric, report } from '../src/testing/reports.ts';
import { runNode } from '../src/testing/run-node.ts';
import { tempFolder } from '../src/testing/temp-folder.ts';
import { waitForFile } from '../src/testing/wait.ts';

const SEED = 26;
const TRIAL = 'PERF_TRENDS_TRIAL';
const bin = fileURLToPath(import.meta.resolve('../bin/perf-trends.mjs'));
const script = fileURLToPath(import.meta.resolve('../src/testing/measuring-script.ts'));

/** Starts a command. All processes that it starts carry the trial in their environment. */
function startTrends(cwd: string, args: readonly string[]) {
  const trial = randomBytes(8).toString('hex');
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    env: { ...process.env, [TRIAL]: trial },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const ended = new Promise((resolve) => child.once('close', resolve));
  return { child, ended, printed: () => printed, left: () => commandsOf(`${TRIAL}=${trial}`) };
}

/** Returns the command lines of the processes with this in their environment. Linux only. */
function commandsOf(mark: string): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      if (!/^\d+$/.test(pid)) return [];
      const found = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark);
      return found ? [readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ')] : [];
    } catch {
      return [];
    }
  });
}

/** Lists reports/ without the files of the history. */
async function leftIn(workspace: string): Promise<string[]> {
  const names = await readdir(join(workspace, 'reports'));
  return names.filter((name) => !name.startsWith('history.db')).sort();
}

test.runIf(process.platform === 'linux')(
  `run leaves no process when it is interrupted or killed at any moment, and the next run removes what it wrote (seed ${SEED})`,
  async () => {
    const random = randomIntegers(SEED);
    for (let round = 0; round < rounds({ short: 4, long: 60 }); round++) {
      const pids = join(await tempFolder(), 'pids.json');
      const behaviour = round % 4 < 2 ? 'hang-apart' : 'hang';
      const workspace = await nxWorkspace({
        db: { bench: { command: `node ${script} db bench ${behaviour} ${pids}` } },
        app: { load: { command: `node ${script} app load measure` } },
      });
      const { child, ended, left } = startTrends(workspace, ['run']);
      // Some are ended in the measurement, others while Nx loads its plugins.
      if (random(2) === 0) await waitForFile(pids);
      else await sleep(random(1_500));
      child.kill(round % 2 === 0 ? 'SIGKILL' : 'SIGINT');
      await ended;
      await expect.poll(left, { timeout: 30_000, message: `round ${round}` }).toEqual([]);

      const next = await runNode([bin, 'run', '--project', 'app'], { cwd: workspace });
      expect(next.code).toBe(0);
      const names = await leftIn(workspace);
      const [id = ''] = names;
      expect(names).toEqual([id, 'durations.json', 'latest', 'site']);
      expect((await readdir(join(workspace, 'reports', id))).sort()).toEqual([
        ...['log.txt', 'parts', 'report.json', 'summary.md', 'verdicts.json'],
      ]);
    }
  },
  TIME_LIMIT_MS,
);

test(
  `ingest loses no acknowledged run when it is killed at any moment (seed ${SEED})`,
  async () => {
    const random = randomIntegers(SEED);
    const folder = await tempFolder();
    const files = Array.from({ length: 60 }, (_, index) => join(folder, `${index}.json`));
    for (const [index, file] of files.entries()) {
      const metrics = Array.from({ length: 20 }, (_, at) => metric(1, { name: `series ${at}` }));
      await writeReport(file, report(index, metrics));
    }
    for (let round = 0; round < rounds({ short: 4, long: 100 }); round++) {
      const history = join(folder, `${round}.db`);
      const { child, ended, printed } = startTrends(folder, [
        ...['ingest', ...files, '--store', history],
      ]);
      await sleep(150 + random(500));
      child.kill('SIGKILL');
      await ended;
      const acknowledged = printed().match(/^run-\d+(?=: 20 points added$)/gm) ?? [];
      const again = await runNode([bin, 'ingest', ...files, '--store', history], { cwd: folder });
      expect(again).toMatchObject({ code: 0, stderr: '' });
      const known = again.stdout.match(/^run-\d+(?=: already stored$)/gm) ?? [];
      expect(known).toEqual(expect.arrayContaining(acknowledged));
      const database = new Database(history, { readonly: true });
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(database.prepare('select count(*) from runs').pluck().get()).toBe(files.length);
      expect(database.prepare('select count(*) from points').pluck().get()).toBe(20 * files.length);
      database.close();
    }
  },
  TIME_LIMIT_MS,
);

test(
  `export leaves whole pages when it is killed at any moment, and the next one removes the rest (seed ${SEED})`,
  async () => {
    const random = randomIntegers(SEED);
    const workspace = await nxWorkspace({});
    await writeReport(join(workspace, 'one.json'), report(1, [metric(1)]));
    expect((await runNode([bin, 'ingest', 'one.json'], { cwd: workspace })).code).toBe(0);
    expect((await runNode([bin, 'export'], { cwd: workspace })).code).toBe(0);
    const page = join(workspace, 'reports', 'site', 'index.html');
    const whole = await readFile(page, 'utf8');
    for (let round = 0; round < rounds({ short: 4, long: 60 }); round++) {
      const { child, ended } = startTrends(workspace, ['export']);
      await sleep(150 + random(300));
      child.kill('SIGKILL');
      await ended;
      // Between the two renames there are no pages for a moment.
      const found = await readFile(page, 'utf8').catch(() => null);
      if (found !== null) expect(found).toBe(whole);
    }
    expect((await runNode([bin, 'export'], { cwd: workspace })).code).toBe(0);
    expect(await readFile(page, 'utf8')).toBe(whole);
    expect(await leftIn(workspace)).toEqual(['site']);
  },
  TIME_LIMIT_MS,
);
