import { copyFileSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readableFormats, writableFormats } from '@night-pilot/perf-convert';
import { readReport } from '@night-pilot/perf-report';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { perfKit } from '../../testing/perf-kit.ts';

const PACKAGE = new URL('../../../', import.meta.url);

/** Creates a folder with copies of fixtures. */
async function folderWith(...names: string[]): Promise<string> {
  const folder = await temporaryFolder();
  for (const name of names) {
    const fixture = fileURLToPath(
      new URL(`fixtures/${name}`, import.meta.resolve('@night-pilot/perf-convert')),
    );
    copyFileSync(fixture, join(folder, name));
  }
  return folder;
}

test('prints the output that the page documents', async () => {
  const page = readFileSync(new URL('docs/reports.md', PACKAGE), 'utf8');
  const section = page.split('\n## Converting\n')[1]?.split('\n## ')[0] ?? '';
  const [, commands = '', output = ''] =
    /```sh\n(.*?)```\n.*?```text\n(.*?)```/s.exec(section) ?? [];
  const folder = await folderWith('hyperfine.json');
  let printed = '';
  for (const line of commands.trim().split('\n')) {
    const [npx, name, ...args] = line.replace(/#.*/, '').trim().split(/\s+/);
    expect([npx, name]).toEqual(['npx', 'perf-kit']);
    const { status, stdout, stderr } = await perfKit(folder, args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    printed += stdout;
  }
  expect(printed).toBe(output);
  expect(readdirSync(folder).sort()).toEqual(['before.json', 'benchmarks.json', 'hyperfine.json']);
  expect(JSON.parse(readFileSync(join(folder, 'benchmarks.json'), 'utf8'))).toContainEqual({
    name: 'sleep 0.01',
    unit: 's',
    value: 0.012781977833333335,
  });
});

test('takes the start from the last change of a file without a time, and "converted" as project outside of one', async () => {
  const folder = await folderWith('hyperfine.json');
  utimesSync(join(folder, 'hyperfine.json'), 0, new Date('2026-02-03T04:05:06Z'));
  expect(
    (await perfKit(folder, ['convert', 'hyperfine.json', '--output', 'deep/report.json'])).status,
  ).toBe(0);
  const { run, metrics } = await readReport(join(folder, 'deep/report.json'));
  expect(run.startedAt).toBe('2026-02-03T04:05:06.000Z');
  expect(new Set(metrics.map(({ project }) => project))).toEqual(new Set(['converted']));
});

test('compares two converted reports and leaves their wall times undecided', async () => {
  const folder = await folderWith('hyperfine.json');
  const slower = readFileSync(join(folder, 'hyperfine.json'), 'utf8').replaceAll('0.02', '0.03');
  writeFileSync(join(folder, 'slower.json'), slower.replaceAll('sleep 0.03', 'sleep 0.02'));
  for (const name of ['hyperfine', 'slower']) {
    await perfKit(folder, ['convert', `${name}.json`, '--output', `${name}.report.json`]);
  }
  const { status, stdout } = await perfKit(folder, [
    'compare',
    'hyperfine.report.json',
    'slower.report.json',
  ]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/sleep 0\.01 +wall +±0 % +undecided/);
  expect(stdout).toMatch(/sleep 0\.02 +wall +\+\d\d\.\d % +undecided/);
});

test('reports a regression when a bundle doubles, unless --instrument says that its size is no count', async () => {
  const folder = await temporaryFolder();
  const compare = async (...args: string[]) => {
    for (const [name, value] of [
      ['before', 48_213],
      ['after', 96_426],
    ] as const) {
      const entries = [{ name: 'bundle', unit: 'bytes', value }];
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(entries));
      const from = ['--from', 'customSmallerIsBetter', '--output', `${name}.report.json`];
      expect((await perfKit(folder, ['convert', `${name}.json`, ...from, ...args])).stderr).toBe(
        '',
      );
    }
    return perfKit(folder, ['compare', 'before.report.json', 'after.report.json']);
  };
  const counted = await compare();
  expect(counted.stdout).toMatch(/bundle +counted +\+100 % +regression/);
  expect(counted.status).toBe(1);
  const timed = await compare('--instrument', 'wall');
  expect(timed.stdout).toMatch(/bundle +wall +\+100 % +undecided/);
  expect(timed.status).toBe(0);
});

test('exits with 2 when the load test of a server got no answer', async () => {
  const folder = await folderWith('autocannon.json');
  const alive = JSON.parse(readFileSync(join(folder, 'autocannon.json'), 'utf8')) as object;
  const none = { average: 0, mean: 0, stddev: 0, min: 0, max: 0, p50: 0, total: 0 };
  const dead = { ...alive, latency: none, requests: none, throughput: none, errors: 10 };
  writeFileSync(join(folder, 'dead.json'), JSON.stringify(dead));
  for (const name of ['autocannon', 'dead']) {
    await perfKit(folder, ['convert', `${name}.json`, '--output', `${name}.report.json`]);
  }
  const { status, stdout } = await perfKit(folder, [
    'compare',
    'autocannon.report.json',
    'dead.report.json',
  ]);
  expect(stdout).toContain('No request was answered: 10 errors');
  expect(status).toBe(2);
});

test('uses valid values of --run, --commit, --date and --instrument, and refuses others by name', async () => {
  const folder = await folderWith('autocannon.json');
  const sha = 'a'.repeat(40);
  const typed = ['--run', 'nightly-7', '--commit', sha, '--date', '2026-10-01T10:00:00Z'];
  const output = ['--output', 'report.json'];
  expect((await perfKit(folder, ['convert', 'autocannon.json', ...typed, ...output])).status).toBe(
    0,
  );
  expect((await readReport(join(folder, 'report.json'))).run).toMatchObject({
    id: 'nightly-7',
    startedAt: '2026-10-01T10:00:00.000Z',
    commit: { sha },
  });
  for (const [option, value] of [
    ['--run', 'a b'],
    ['--commit', 'nope'],
    ['--date', 'monday'],
    ['--instrument', 'eye'],
  ] as const) {
    const { status, stderr } = await perfKit(folder, ['convert', 'autocannon.json', option, value]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(
        new RegExp(`^Expected ${option} .*, got "${value}"\\.\n$`),
      ) as string,
    });
  }
});

test('lists omissions on standard error, and prints one sentence without output for a bad file', async () => {
  const folder = await folderWith('playwright.json');
  const csv = await perfKit(folder, [
    'convert',
    'playwright.json',
    '--to',
    'csv',
    '--project',
    'shop',
  ]);
  expect(csv.stdout.split('\n').slice(0, 2)).toEqual([
    expect.stringMatching(/^project,suite,name,/),
    expect.stringMatching(/^shop,list\.spec\.ts,settles at the second attempt,/),
  ]);
  expect(csv).toMatchObject({ status: 0, stderr: 'Left out: 3 tests that did not pass.\n' });
  writeFileSync(join(folder, 'cut.json'), '{"results": [');
  const cut = await perfKit(folder, ['convert', 'cut.json', '--output', 'report.json']);
  expect(cut.stderr).toMatch(/^cut\.json is not valid JSON, or cut off .*Known formats: .*\n$/);
  expect(cut).toMatchObject({ status: 2, stdout: '' });
  expect(readdirSync(folder).sort()).toEqual(['cut.json', 'playwright.json']);
  const missing = await perfKit(folder, ['convert', 'none.json']);
  expect(missing.stderr).toBe(
    'Expected the output of another tool or a PerfReport at none.json, found no file.\n',
  );
  expect(missing.status).toBe(2);
});

test('names every format and an example in its help', async () => {
  const help = (await perfKit('.', ['convert', '--help'])).stdout.replaceAll(/\s+/g, ' ');
  const names = (formats: readonly { name: string }[]) =>
    formats.map(({ name }) => name).join(', ');
  expect(help).toContain(`--from <format> ${names(readableFormats)} (default:`);
  expect(help).toContain(`--to <format> ${names(writableFormats)} (default: "perf-report")`);
  expect(help).toContain('perf-kit convert hyperfine.json --output before.json');
});
