import { randomIntegers, rounds, TIME_LIMIT_MS } from '@night-pilot/perf-report/testing';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  sampleMetric,
  sampleReport,
  temporaryFolder,
  writeProject,
} from '@night-pilot/perf-report/testing';
import type { Metric } from '@night-pilot/perf-report';
import { expect, test } from 'vitest';
import { BIN, perfKit } from '../src/testing/perf-kit.ts';
import { hostileText, STEERING } from './hostile-texts.ts';

const SEED = 18;

test(
  'compare and convert print hostile reports without steering the terminal',
  async () => {
    const random = randomIntegers(SEED);
    const folder = await temporaryFolder();
    const text = () => hostileText(random) || 'a';
    for (let trial = rounds({ short: 20, long: 1_000 }); trial > 0; trial -= 1) {
      const identity = { project: text(), suite: text(), name: text() };
      const failed: Metric = {
        state: 'failed',
        ...identity,
        name: text(),
        params: {},
        instrument: 'wall',
        environment: sampleMetric().environment,
        error: { code: null, message: text() },
      };
      const metrics = [sampleMetric({ ...identity, unit: text(), params: { p: text() } }), failed];
      for (const name of ['a.json', 'b.json']) {
        writeFileSync(join(folder, name), JSON.stringify(sampleReport({ metrics })));
      }
      const runs = [
        await perfKit(folder, ['compare', 'a.json', 'b.json']),
        await perfKit(folder, ['convert', 'a.json', '--to', 'csv']),
        await perfKit(folder, ['convert', 'a.json', '--to', 'markdown']),
        await perfKit(folder, ['convert', text(), `--from=${text()}`]),
        await perfKit(folder, ['bench', `--${text()}`]),
      ];
      for (const { stdout, stderr } of runs) {
        expect(stdout, JSON.stringify(metrics)).not.toMatch(STEERING);
        expect(stderr).not.toMatch(STEERING);
        expect(stderr).not.toMatch(/TypeError|\n\s+at /);
      }
    }
  },
  TIME_LIMIT_MS,
);

test(
  'bench prints hostile names and errors without steering the terminal',
  async () => {
    const random = randomIntegers(SEED + 1);
    const names = Array.from({ length: rounds({ short: 3, long: 40 }) }, (_, index) => [
      `${index} ${hostileText(random)}`,
      hostileText(random),
    ]);
    const { root } = await writeProject({
      'hostile.bench.ts': `import { test } from 'vitest';
        for (const [name, message] of ${JSON.stringify(names)}) {
          test('suite ' + name, async ({ bench }) => {
            await bench(name, () => Math.sqrt(2)).run({ time: 1, warmupTime: 1 });
          });
          test('thrown ' + name, () => { throw { message, cause: new Error(message) }; });
        }`,
    });
    const { stdout, stderr } = spawnSync(process.execPath, [BIN, 'bench', '--quick'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stdout).toContain('it threw no Error but');
    expect(stdout).not.toMatch(STEERING);
    expect(stderr).not.toMatch(STEERING);
  },
  TIME_LIMIT_MS,
);

test('profile prints hostile function names without steering the terminal', async () => {
  const random = randomIntegers(SEED + 2);
  const folder = await temporaryFolder();
  const profile = (hits: number) => {
    const frame = { scriptId: '1', lineNumber: 1, columnNumber: 1 };
    const functionName = (name: string) => ({
      ...frame,
      functionName: name,
      url: hostileText(random),
    });
    return JSON.stringify({
      nodes: [
        { id: 1, callFrame: functionName('(root)'), hitCount: 0, children: [2] },
        { id: 2, callFrame: functionName(hostileText(random)), hitCount: hits, children: [] },
      ],
      startTime: 0,
      endTime: hits * 1_000,
      samples: Array.from({ length: hits }, () => 2),
      timeDeltas: Array.from({ length: hits }, () => 1_000),
    });
  };
  for (let trial = rounds({ short: 5, long: 200 }); trial > 0; trial -= 1) {
    writeFileSync(join(folder, 'a.cpuprofile'), profile(10));
    writeFileSync(join(folder, 'b.cpuprofile'), profile(90));
    const run = await perfKit(folder, ['profile', 'a.cpuprofile', 'b.cpuprofile']);
    expect(run.stdout).not.toMatch(STEERING);
    expect(run.stderr).toBe('');
  }
});

test('convert refuses bytes that are no UTF-8, from a file and from standard input', async () => {
  const folder = await temporaryFolder();
  const latin1 = Buffer.from('[{"name":"Zürich","unit":"ms","value":1}]', 'latin1');
  writeFileSync(join(folder, 'latin1.json'), latin1);
  const { status, stdout, stderr } = await perfKit(folder, ['convert', 'latin1.json']);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^latin1\.json: it is not valid UTF-8: .*\n$/);
  const command = `cat latin1.json | "${process.execPath}" "${BIN}" convert /dev/stdin`;
  const piped = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
  expect(piped.stderr).toContain('/dev/stdin: it is not valid UTF-8');
  expect({ status: piped.status, stdout: piped.stdout }).toEqual({ status: 2, stdout: '' });
});
