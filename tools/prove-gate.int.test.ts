import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createGateRepository } from './testing/fake-gate.ts';
import { isRunning } from './testing/is-running.ts';
import { TemporaryFolder } from './testing/temporary-folder.ts';

const script = resolve(import.meta.dirname, 'prove-gate.mjs');

/** Creates a folder for one call of the script: `tmp` holds the clones, `report.md` is the report. */
const createPlace = () => TemporaryFolder.create({ 'tmp/.keep': '' });

function start(place: TemporaryFolder, args: string[], gate = '') {
  const env = { ...process.env, CI: '1', TMPDIR: place.path('tmp'), GATE: gate };
  return spawn(process.execPath, [script, '--report', place.path('report.md'), ...args], {
    cwd: place.root,
    env: { ...env, GATE_FOLDER: place.root },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function prove(place: TemporaryFolder, args: string[], gate?: string) {
  const child = start(place, args, gate);
  const closed = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await closed) as [number | null];
  return { code, stdout, stderr, clones: await clonesIn(place) };
}

const clonesIn = async (place: TemporaryFolder) =>
  (await readdir(place.path('tmp'))).filter((name) => name.startsWith('prove-gate-'));

/** Returns the cells of a table, without the times. */
const cells = (markdown: string) =>
  markdown
    .split('\n')
    .filter((line) => /^\| [^-]/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim().replace(/^[\d.]+ s$/, 'TIME')))
    .map((row) => row.slice(1, -1));

test('runs the gate in clean clones, beside other work when asked to, and ends with 0', async () => {
  await using repository = await createGateRepository();
  await using place = await createPlace();
  const args = ['--from', repository.root, '--runs', '2', '--busy', '1'];
  const { code, stdout, stderr, clones } = await prove(place, args);
  expect({ code, clones }, stderr).toEqual({ code: 0, clones: [] });
  const report = await readFile(place.path('report.md'), 'utf8');
  expect(stdout).toContain(report);
  expect(cells(report)).toEqual([
    ['run', 'cores', 'exit', 'set-up', 'npm test', 'passed', 'failed', 'flaky'],
    ['1', 'idle', '0', 'TIME', 'TIME', '1', '0', '0'],
    ['2', 'busy', '0', 'TIME', 'TIME', '1', '0', '0'],
  ]);
  expect(report).toContain('2 of 2 runs were green.');
});

test('ends with 1 when a run failed, and names the failed tests and tasks', async () => {
  await using repository = await createGateRepository();
  await using place = await createPlace();
  const args = ['--from', repository.root, '--runs', '2', '--busy', '0'];
  const { code, stdout, stderr } = await prove(place, args, 'fails in its second run');
  expect(code, stderr).toBe(1);
  expect(cells(stdout)[2]).toEqual(['2', 'idle', '1', 'TIME', 'TIME', '0', '1', '0']);
  expect(stdout).toContain('1 of 2 runs were green.');
  expect(stdout).toContain(
    'Failed:\n\n- packages/leaf/src/index.test.js › adds: run 2\n- the task leaf:test: run 2\n',
  );
  expect(await readdir(place.path('report-logs'))).toEqual(['run-1.log', 'run-2.log']);
});

test('times the gate cold, unchanged and after edits, and says whose tests ran again', async () => {
  await using repository = await createGateRepository();
  await using place = await createPlace();
  const folders = ['--leaf', 'packages/leaf', '--test-of', 'packages/base'];
  const { code, stdout, stderr, clones } = await prove(place, [
    ...['--times', '--from', repository.root],
    ...folders,
  ]);
  expect({ code, clones }, stderr).toEqual({ code: 0, clones: [] });
  const whatAndWho = cells(stdout).map(([what, , , exit, ran, others]) => [
    what,
    exit,
    ran,
    others,
  ]);
  expect(whatAndWho).toEqual([
    ['npm test', 'exit', 'ran the tests of', 'should not have'],
    ['cold', '0', 'base, leaf', '–'],
    ['unchanged', '0', 'none', '–'],
    ['after an edit of packages/leaf', '0', 'leaf', '–'],
    ['after an edit of a test of packages/base', '0', 'base', '–'],
  ]);
});

test('ends the gate and its tasks on Ctrl-C and removes its clones', async () => {
  await using repository = await createGateRepository();
  await using place = await createPlace();
  const child = start(place, ['--from', repository.root, '--runs', '1'], 'hangs');
  const closed = once(child, 'close');
  const readPids = async () =>
    JSON.parse(await readFile(place.path('pids'), 'utf8').catch(() => '[]')) as number[];
  await expect.poll(readPids, { timeout: 120_000 }).toHaveLength(2);
  const pids = await readPids();
  expect(pids.map(isRunning)).toEqual([true, true]);
  expect(await clonesIn(place)).toHaveLength(1);
  child.kill('SIGINT');
  expect(await closed).toEqual([130, null]);
  expect(await clonesIn(place)).toEqual([]);
  await expect.poll(() => pids.map(isRunning), { timeout: 120_000 }).toEqual([false, false]);
});

test('ends with 2 and one sentence when there is nothing to clone or to edit', async () => {
  await using repository = await createGateRepository();
  await using place = await createPlace();
  expect(await prove(place, ['--from', place.root])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^Expected \S+ to be a git repository with a commit, got ".*"\. Name one with --from\.\n$/,
    ) as string,
  });
  const noLeaf = ['--times', '--from', repository.root, '--leaf', 'packages/none'];
  expect(await prove(place, noLeaf)).toMatchObject({
    code: 2,
    stderr:
      'Expected packages/none to have a source file in src in the last commit, found none. Name another folder with --leaf or --test-of.\n',
  });
});

test('explains itself with examples', async () => {
  await using place = await createPlace();
  const { code, stdout } = await prove(place, ['--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Examples:\n {2}node tools\/prove-gate\.mjs/);
});
