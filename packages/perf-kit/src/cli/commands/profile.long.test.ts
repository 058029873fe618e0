import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { readCpuProfile } from '@night-pilot/perf-compare/profile';
import { temporaryFolder, writeProject } from '@night-pilot/perf-report/testing';
import { BIN, perfKit } from '../../testing/perf-kit.ts';

afterEach(() => void vi.unstubAllEnvs());

/** Returns the only folder of a run, relative to the project. */
function runIn(root: string): string {
  const runs = readdirSync(join(root, 'reports/profile'));
  expect(runs).toHaveLength(1);
  return join('reports/profile', runs[0] ?? '');
}

const BENCH = `
  import { beforeAll, test } from 'vitest';
  let list: number[] = [];
  beforeAll(() => { list = prepare(); });
  function prepare() {
    return Array.from({ length: 300_000 }, (_, at) => Math.sin(at));
  }
  function sortAgain() {
    return list.slice(0, 500).sort((left, right) => left - right);
  }
  test('lists', async ({ bench }) => {
    await bench.compare(bench('sorted', sortAgain), bench('copied', () => list.slice(0, 500)));
  });`;

test('profiles a benchmark without its setup and without other benchmarks', async () => {
  const { root } = await writeProject({ 'list.bench.ts': BENCH });
  const { status, stdout, stderr } = await perfKit(root, [
    'profile',
    'list.bench.ts',
    '--grep',
    'sorted',
  ]);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^lists › sorted\nfunction .*\n─.*\nsortAgain \(list\.bench\.ts:\d+\)/);
  expect(stdout).not.toContain('prepare');
  expect(status).toBe(0);
  const folder = join(root, runIn(root), '1-lists-sorted');
  expect(stdout).toContain(join(runIn(root), '1-lists-sorted', 'flame-graph.html'));
  expect(await readFile(join(folder, 'flame-graph.html'), 'utf8')).toContain('sortAgain');
  const { iterations, profile } = await readCpuProfile(join(folder, 'profile.cpuprofile'));
  expect(iterations).toBeGreaterThan(10);
  expect(profile.samples?.length).toBeGreaterThan(10);
});

const SCRIPT = `
  import { writeFileSync } from 'node:fs';
  function work() { return JSON.stringify(Array.from({ length: 2000 }, (_, at) => ({ at }))).length; }
  for (let round = 0; round < 200; round += 1) work();
  const [how] = process.argv.slice(2);
  if (how === 'wait') { setInterval(() => undefined, 10_000); writeFileSync('ready', ''); }
  else if (how === 'exit') process.exit(3);
  else if (how !== undefined) throw new Error(how);`;

test('profiles a script until it throws or exits, and says so', async () => {
  for (const [how, exitCode] of [
    ['boom', 1],
    ['exit', 3],
  ] as const) {
    const { root } = await writeProject({ 'app.mjs': SCRIPT });
    const { status, stdout, stderr } = await perfKit(root, ['profile', 'app.mjs', '--', how]);
    expect(stdout).toMatch(/^work \(app\.mjs:\d+\)/m);
    expect(stdout).toContain('compiled into their callers counts as that of these callers');
    expect(stderr).toContain(
      `app.mjs ended with exit code ${exitCode}; the profile covers everything until then.\n`,
    );
    expect(status).toBe(2);
    expect(readdirSync(join(root, runIn(root)))).toEqual([
      'flame-graph.html',
      'profile.cpuprofile',
    ]);
  }
});

test('ends a script and keeps its profile on Ctrl-C', async () => {
  const { root } = await writeProject({ 'app.mjs': SCRIPT });
  const temporary = await temporaryFolder();
  const child = spawn(
    process.execPath,
    [BIN, 'profile', '--tool', 'heap', 'app.mjs', '--', 'wait'],
    {
      cwd: root,
      env: { ...process.env, TMPDIR: temporary },
      stdio: 'ignore',
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  await vi.waitUntil(() => existsSync(join(root, 'ready')), { timeout: 120_000 });
  child.kill('SIGINT');
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  expect(exitCode).toBe(130);
  expect(readdirSync(join(root, runIn(root)))).toEqual(['flame-graph.html', 'profile.heapprofile']);
  expect(readdirSync(temporary).filter((name) => name.startsWith('perf-kit-profile-'))).toEqual([]);
});

const WORKER = `
  import { Worker, isMainThread } from 'node:worker_threads';
  import { fileURLToPath } from 'node:url';
  function busy(rounds) { let x = 0; for (let i = 0; i < rounds; i += 1) x += i % 7; return x; }
  function inWorker() { return busy(4e8); }
  if (isMainThread) {
    const worker = new Worker(fileURLToPath(import.meta.url));
    await new Promise((resolve) => worker.on('exit', resolve));
  } else inWorker();`;
const CHILD = `
  import { execFileSync } from 'node:child_process';
  execFileSync(process.execPath, ['-e', 'let x = 0; for (let i = 0; i < 4e8; i += 1) x += i % 7;']);`;
const SHARE = /Not in this profile: ([\d.]+) % of the CPU time/;

test.runIf(process.platform === 'linux').each([
  ['worker threads', WORKER, /Of the missing time, .* other-1\.cpuprofile/],
  ['child processes', CHILD, / s in child processes\.|\d{3} ms in child processes\./],
])('prints the share of the CPU time that %s took, also on the page', async (_, text, where) => {
  const { root } = await writeProject({ 'app.mjs': text });
  const { status, stdout } = await perfKit(root, ['profile', 'app.mjs']);
  expect(status).toBe(0);
  expect(Number(SHARE.exec(stdout)?.[1])).toBeGreaterThan(50);
  expect(stdout).toMatch(where);
  const page = await readFile(join(root, runIn(root), 'flame-graph.html'), 'utf8');
  expect(page).toMatch(SHARE);
});

test('prints the share of the thread pool and of waiting for a benchmark', async () => {
  const { root } = await writeProject({
    'pool.bench.ts': `import { pbkdf2 } from 'node:crypto';
      import { promisify } from 'node:util';
      import { test } from 'vitest';
      const hash = promisify(pbkdf2);
      test('pool', ({ bench }) => bench('hash', () => hash('a', 'b', 20_000, 64, 'sha512')).run());`,
  });
  const { stdout } = await perfKit(root, ['profile', 'pool.bench.ts']);
  expect(Number(SHARE.exec(stdout)?.[1])).toBeGreaterThan(50);
  expect(stdout).toMatch(/The profiled thread waited [\d.]+ % of the elapsed time/);
});

test('names the functions of a benchmark that V8 compiled into others', async () => {
  const { root } = await writeProject({
    'hash.bench.ts': `import { test } from 'vitest';
      const text = 'a text of some length, '.repeat(60);
      function mix(state: number, code: number) { return (state * 31 + code) % 4294967296 | 0; }
      function hash() {
        let state = 7;
        for (let at = 0; at < text.length; at += 1) state = mix(state, text.charCodeAt(at));
        return state;
      }
      test('text', ({ bench }) => bench('hash', () => hash()).run());`,
  });
  const { stdout } = await perfKit(root, ['profile', 'hash.bench.ts']);
  expect(stdout).toMatch(
    /V8 compiled these into their callers.*mix \(hash\.bench\.ts:3\) [\d.]+ %/,
  );
});
