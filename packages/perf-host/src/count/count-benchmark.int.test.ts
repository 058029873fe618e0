import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writtenPid } from '@night-pilot/perf-report/testing';
import { isAlive } from '../process/is-alive.ts';
import { projectOf } from '../testing/counted-project.ts';

test('counts the bytes of what is created, and the same in a second process', async () => {
  const { count } = await projectOf(`test('test', async ({ bench }) => {
    await bench('array', () => new Array(10).fill(0)).run();
  });`);
  const result = await count('array');
  if (result.state !== 'counted') throw new Error(JSON.stringify(result));
  const { perIteration, repeats } = result;
  expect(repeats).toHaveLength(2);
  for (const slope of repeats.flat()) expect(slope / perIteration).toBeCloseTo(1, 3);
  // Ten elements of a pointer each; four words of the array itself and two that head its elements.
  expect(perIteration).toBeGreaterThanOrEqual(8 * (10 + 4 + 2));
  expect(perIteration).toBeLessThan(8 * (10 + 4 + 2) * 1.005);
});

test('calls one benchmark exactly 3 n times within its hooks, and no other one', async () => {
  const { count, root } = await projectOf(`import { appendFileSync } from 'node:fs';
    import { beforeEach } from 'vitest';
    const log = (what: string) => appendFileSync('log.txt', process.execArgv.includes('--expose-gc') ? what + ' ' : '');
    let calls = 0;
    beforeEach(() => log('set-up'));
    test('test', async ({ bench }) => {
      const options = { beforeAll: () => { calls = 0; log('before'); }, afterAll: () => log('after:' + calls) };
      const results = await bench.compare(
        bench('other', () => log('other')),
        bench('counted', options, async () => { calls += 1; await null; }),
      );
      expect(results.get('counted')).toBeFasterThan(results.get('other'));
      expect(results.get('other').latency.mean).toBeLessThan(1);
      log('end');
    });`);
  const schedule = { warmUp: [], windows: [1000, 1000, 1000], group: 1 };
  expect(await count('counted', { schedule })).toMatchObject({ state: 'counted', schedule });
  const log = readFileSync(join(root, 'log.txt'), 'utf8');
  expect(log).not.toContain('other');
  // A warm-up of one call, for the hooks that know one, and the run.
  const process = (calls: string) => `set-up before after:1 before after:${calls} end `;
  expect(log).toMatch(new RegExp(`^(${process('\\d+')}){2}(${process('3000')}){2}$`));
});

test('reports why a benchmark or its process failed', async () => {
  const { count } = await projectOf(`
    test('throws', ({ bench }) => bench('it', () => { throw new Error('broken'); }).run());
    test('leaves', ({ bench }) => bench('it', () => { console.log('bye'); process.exit(7); }).run());
    test('prints', ({ bench }) => bench('it', () => console.log('hello')).run());`);
  const failure = (code: string | null, message: RegExp) => ({
    state: 'failed',
    error: { code, message: expect.stringMatching(message) as string },
  });
  expect(await count('it', {}, 'throws')).toEqual(
    failure(null, /^Error: broken \(one\.bench\.ts:3:/),
  );
  expect(await count('it', {}, 'leaves')).toEqual(failure('EXITED', /exit code 7 .*printed: bye/));
  expect(await count('it', {}, 'gone')).toEqual(
    failure('MISSING_TEST', /no longer has a test \["gone"\]/),
  );
  expect(await count('it', {}, 'prints')).toEqual(failure('WROTE_OUTPUT', /"hello"/));
  expect(await count('other', {}, 'prints')).toEqual(failure('MISSING_BENCHMARK', /"other"/));
});

test('leaves no endless loop behind when its own process is killed', async () => {
  const { root } = await projectOf(`import { writeFileSync } from 'node:fs';
    test('test', ({ bench }) => bench('loops', () => {
      writeFileSync('pid', String(process.pid));
      for (;;);
    }).run());`);
  const script = join(root, 'count.mjs');
  const target = {
    cwd: root,
    file: join(root, 'one.bench.ts'),
    test: ['test'],
    benchmark: 'loops',
  };
  writeFileSync(
    script,
    `const { countBenchmark } = await import(${JSON.stringify(import.meta.resolve('./count-benchmark.ts'))});
    await countBenchmark(${JSON.stringify(target)}, { instrument: 'allocated', limitMs: 3_600_000 });`,
  );
  const parent = spawn(process.execPath, [script], { stdio: 'ignore' });
  onTestFinished(() => void parent.kill('SIGKILL'));
  const pid = await writtenPid(join(root, 'pid'));
  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(pid), { timeout: 120_000 }).toBe(false);
});

test('leaves no process behind at its limit or on abort', async () => {
  const { count, root } = await projectOf(`import { writeFileSync } from 'node:fs';
    test('test', ({ bench }) => bench('hangs', () => {
      writeFileSync('pid', String(process.pid));
      setInterval(() => undefined, 1000);
      return new Promise(() => undefined);
    }).run());`);
  const pidFile = join(root, 'pid');
  expect(await count('hangs', { limitMs: 1000 })).toEqual({
    state: 'refused',
    reason: 'one iteration takes too long to be counted: judged by wall',
  });
  expect(isAlive(await writtenPid(pidFile))).toBe(false);
  rmSync(pidFile);
  const stop = new AbortController();
  const counting = expect(count('hangs', { signal: stop.signal })).rejects.toThrow('enough');
  const pid = await writtenPid(pidFile);
  stop.abort(new Error('enough'));
  await counting;
  expect(isAlive(pid)).toBe(false);
});
