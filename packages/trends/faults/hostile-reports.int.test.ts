import { randomIntegers, rounds, TIME_LIMIT_MS } from '@night-pilot/perf-report/testing';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PerfReport } from '@night-pilot/perf-report';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { environment, failedTest, metric, report } from '../src/testing/reports.ts';
import { nxWorkspace } from '../src/testing/nx-workspace.ts';
import { runNode } from '../src/testing/run-node.ts';

const SEED = 35;
const bin = fileURLToPath(import.meta.resolve('../bin/perf-trends.mjs'));

/** Pieces of text that steer a terminal, begin markup, or mean something to a database, a shell or JavaScript. */
const PIECES = [
  ...['\u001b[2J', '\u001b]0;title\u0007', '\u001b]8;;http://x.example\u001b\\', '\u009b31m', '\r'],
  ...['\n', '\b', '\0', '\u007f', '\u202e', '\u2066', '\u2028', '\u2029', '\u200f'],
  ...['\u200b', '\u00ad', '\u2060', '\u3164', '\u200d', '\u{e0041}', '\ufeff'],
  ...['</script>', '<img src=x onerror=alert(1)>', '**', '|', '`', '@team', '#1', '[a](b)'],
  ...[`'); drop table points; --`, '$(id)', '; id', '../..', '__proto__', 'constructor', '\ud800'],
  ...['Zürich', '東京', 'x'.repeat(300), ' ', '🦊'],
];

/** Values of other types and sizes than a report has. */
const VALUES: readonly unknown[] = [
  ...[null, true, 0, -0, -1, 1e308, 5e-324, '', 'x', '1e3', [], {}, [[]], { length: 1 }],
  ...['2026-13-45T99:99:99Z', 'NaN', Number.MAX_SAFE_INTEGER, 0.1],
];

function hostileText(random: (end: number) => number): string {
  return Array.from({ length: 1 + random(4) }, () => PIECES[random(PIECES.length)]).join('');
}

/** A valid report whose names, units and messages are hostile. */
function hostileReport(number: number, random: (end: number) => number): PerfReport {
  const text = () => hostileText(random);
  const named = report(number, [
    metric(1 + random(9), { project: text(), suite: text(), name: `a${text()}`, unit: text() }),
    metric(7, {
      name: `b${text()}`,
      params: { [`k${text()}`]: text() },
      budget: { max: 1, met: false },
    }),
    {
      state: 'failed',
      ...{ project: text(), suite: text(), name: `c${text()}`, params: {}, instrument: 'wall' },
      environment: environment.id,
      error: { code: null, message: text() },
    },
    {
      state: 'unavailable',
      ...{ project: text(), suite: text(), name: `d${text()}`, params: {}, instrument: 'wall' },
      environment: environment.id,
      reason: text(),
    },
  ]);
  return { ...named, tests: [{ ...failedTest, name: text(), error: text() }] };
}

/** Replaces one value somewhere in a report, or removes it. */
function broken(valid: PerfReport, random: (end: number) => number): unknown {
  const copy = structuredClone(valid) as unknown;
  let at = copy as Record<string, unknown>;
  for (;;) {
    const keys = Object.keys(at);
    const key = keys[random(keys.length)] ?? '';
    const next = at[key];
    const isDeeper = next !== null && typeof next === 'object' && Object.keys(next).length > 0;
    if (isDeeper && random(4) > 0) {
      at = next as Record<string, unknown>;
      continue;
    }
    const change = random(VALUES.length + 1);
    if (change === VALUES.length) delete at[key];
    else at[key] = VALUES[change];
    return copy;
  }
}

/** Everything that could steer a terminal, apart from line breaks. */
const STEERS =
  /(?!\n)[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\u{e0001}-\u{e007f}]/u;

function expectHarmless({ code, stdout, stderr }: Awaited<ReturnType<typeof runNode>>): void {
  expect(stdout).not.toMatch(STEERS);
  expect(stderr).not.toMatch(STEERS);
  expect(stderr).not.toMatch(/^ +at \S+/m);
  expect([0, 1, 2]).toContain(code);
}

test(
  `hostile names steer no terminal and no page, and change no other run (seed ${SEED})`,
  async () => {
    const random = randomIntegers(SEED);
    const workspace = await nxWorkspace({});
    const trends = (...args: string[]) => runNode([bin, ...args], { cwd: workspace });
    for (let round = 1; round <= rounds({ short: 3, long: 150 }); round++) {
      const file = join(workspace, `${round}.json`);
      await writeFile(file, JSON.stringify(hostileReport(round, random)));
      const ingested = await trends('ingest', file);
      expectHarmless(ingested);
      expect(ingested.code).toBe(0);
      expectHarmless(await trends('check', '--verbose'));
      expectHarmless(await trends('export'));
      const data = await readFile(join(workspace, 'reports', 'site', 'data.js'), 'utf8');
      expect(data).not.toContain('<');
      expect(data).not.toMatch(STEERS);
      expect(data).not.toMatch(/\\u(?:00[01]|007f|202e|2028|2066|200f)/);
    }
    const database = new Database(join(workspace, 'reports', 'history.db'), { readonly: true });
    expect(database.prepare('select count(*) from runs').pluck().get()).toBe(
      rounds({ short: 3, long: 150 }),
    );
    database.close();
  },
  TIME_LIMIT_MS,
);

test(
  `broken reports are refused with one sentence, or stored whole (seed ${SEED})`,
  async () => {
    const random = randomIntegers(SEED);
    const workspace = await nxWorkspace({});
    const history = join(workspace, 'reports', 'history.db');
    const sound = join(workspace, 'sound.json');
    await writeFile(sound, JSON.stringify(report(0, [metric(1)])));
    expect(await runNode([bin, 'ingest', sound], { cwd: workspace })).toMatchObject({ code: 0 });
    let refused = 0;
    for (let round = 1; round <= rounds({ short: 8, long: 300 }); round++) {
      const file = join(workspace, `${round}.json`);
      const value = broken(report(round, [metric(round), metric(1, { name: 'other' })]), random);
      const text = JSON.stringify(value);
      // Some files are cut as well.
      await writeFile(file, random(5) === 0 ? text.slice(0, random(text.length)) : text);
      const outcome = await runNode([bin, 'ingest', file], { cwd: workspace });
      expectHarmless(outcome);
      if (outcome.code === 0) {
        expect(outcome.stdout).toMatch(/^\S+: (\d points? added|already stored)\n$/);
      } else {
        expect(outcome.stderr.trim().split('\n')).toHaveLength(1);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(0);
    const database = new Database(history);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    database.close();
  },
  TIME_LIMIT_MS,
);
