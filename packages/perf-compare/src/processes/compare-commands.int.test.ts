import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { instrumentAvailability } from '@night-pilot/perf-host/count';
import { parseReport, verdictsSchema } from '@night-pilot/perf-report';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { compareReports } from '../compare/compare-reports.ts';
import { exitCodeOf } from '../compare/outcome.ts';
import type { Command } from './command.ts';
import { compareCommands, type CompareCommandsOptions } from './compare-commands.ts';

const valgrind = instrumentAvailability('instructions');
const whereCounted = test.skipIf(valgrind.state === 'unavailable');
const why = valgrind.state === 'unavailable' ? ` (skipped: ${valgrind.reason})` : '';

const sumTo = (count: number): Command => [
  'awk',
  `BEGIN { for (i = 0; i < ${count}; i++) s += i }`,
];

const compare = (base: Command, head: Command, options: Partial<CompareCommandsOptions> = {}) =>
  compareCommands({ base, head, project: 'fixture', cwd: process.cwd(), ...options });

const counted = (base: Command, head: Command) =>
  compare(base, head, { instruments: ['instructions'] });

whereCounted(`5 % more instructions are a regression, and can be judged again${why}`, async () => {
  const compared = await counted(sumTo(50_000), sumTo(52_500));
  expect(compared).toMatchObject({ problems: [], notes: [] });
  verdictsSchema.shape.verdicts.parse(compared.verdicts);
  const [verdict] = compared.verdicts;
  expect(compared.verdicts).toHaveLength(1);
  expect(verdict).toMatchObject({
    verdict: 'regression',
    pairs: 2,
    series: {
      project: 'fixture',
      suite: "awk 'BEGIN { for (i = 0; i < 50000; i++) s += i }'",
      name: "vs awk 'BEGIN { for (i = 0; i < 52500; i++) s += i }'",
      instrument: 'instructions',
    },
  });
  expect(verdict?.effect).toBeCloseTo(0.05, 2);
  expect(verdict?.reason).toMatch(/^from \S+M to \S+M per run, \+\d\.\d\d % .*over 0\.4 %$/);
  expect(exitCodeOf(compared)).toBe(1);
  const again = compareReports(parseReport(compared.base), parseReport(compared.head));
  expect(again.verdicts).toMatchObject([{ verdict: 'regression', reason: verdict?.reason }]);
});

whereCounted(`what a script starts is counted with it; equal work is unchanged${why}`, async () => {
  const cwd = await temporaryFolder();
  writeFileSync(join(cwd, 'script'), 'awk "BEGIN { for (i = 0; i < 20000; i++) s += i }"\ntrue\n');
  const script: Command = ['sh', 'script'];
  const compared = await compare(script, script, { cwd, instruments: ['instructions'] });
  expect(compared.verdicts).toMatchObject([{ verdict: 'unchanged' }]);
  const [metric] = parseReport(compared.base).metrics;
  if (metric?.state !== 'measured') throw new Error('expected a count');
  expect(metric.kind).toBe('count');
  expect(metric.forks.map(({ counters }) => counters)).toEqual([
    { processes: 2 },
    { processes: 2 },
  ]);
  // A shell alone takes less than a million, and each sum many instructions.
  expect(metric.summary.min).toBeGreaterThan(20_000 * 100);
});

/** Each of its runs sums up to twice as many as the one before. */
const GROWING =
  'BEGIN { while ((getline line < "runs") > 0) n += n + 1; print "run" >> "runs"; for (i = 0; i < n * 10000; i++) s += i }';

whereCounted.each([
  ['differs from run to run', ['awk', GROWING], /two equal runs differ by \S+ %: judged by wall$/],
  [
    'forks copies of itself',
    ['sh', '-c', '(true); true'],
    /it forks copies of itself, such as subshells, .*: judged by wall$/,
  ],
  [
    'leaves a process running',
    ['sh', '-c', 'sleep 1000 & sleep 0.1'],
    /it leaves a process running, .*: judged by wall$/,
  ],
  [
    'fails under Valgrind alone',
    ['sh', '-c', 'case $LD_PRELOAD in *valgrind*) echo "not here" >&2; exit 3; esac'],
    /under Valgrind it ended with exit code 3: not here: judged by wall$/,
  ],
] as const)(`what %s is judged by wall${why}`, async (_what, command, note) => {
  const cwd = await temporaryFolder();
  const compared = await compare(command, ['true'], {
    ...{ cwd, instruments: ['instructions'], budgetMs: 1 },
  });
  expect(compared.notes[0]).toMatch(note);
  expect(compared.verdicts).toMatchObject([{ series: { instrument: 'wall' } }]);
  expect(parseReport(compared.base).metrics).toMatchObject([
    { state: 'unavailable', instrument: 'instructions' },
    { state: 'measured', instrument: 'wall', unit: 'ns' },
  ]);
});

test('each run of a command is a sample of its own side', async () => {
  const compared = await compare(['sleep', '0.02'], ['sleep', '0.2'], {
    ...{ instruments: ['wall'], budgetMs: 500 },
  });
  const samples = [compared.base, compared.head].map((report) => {
    const [metric] = parseReport(report).metrics;
    expect(metric).toMatchObject({ unit: 'ns', suite: 'sleep 0.02', name: 'vs sleep 0.2' });
    return metric?.state === 'measured' ? metric.forks.flatMap((fork) => fork.samples) : [];
  });
  expect(samples[0]?.length).toBe(samples[1]?.length);
  // No sleep ends early.
  expect(Math.min(...(samples[0] ?? []))).toBeGreaterThan(20e6);
  expect(Math.min(...(samples[1] ?? []))).toBeGreaterThan(200e6);
});

test('a budget below the least evidence leaves it undecided, and says what would do', async () => {
  const compared = await compare(['sleep', '0.1'], ['sleep', '0.1'], {
    ...{ instruments: ['wall'], budgetMs: 100 },
  });
  expect(compared.verdicts).toMatchObject([{ verdict: 'undecided', pairs: 0 }]);
  expect(compared.notes).toEqual([
    expect.stringMatching(
      /takes 10 pairs of runs at least, here about \d.*: give --budget more than that\.$/,
    ),
  ]);
});

test('what fails at once, or later, is a problem with its command, exit code and last words', async () => {
  const cwd = await temporaryFolder();
  const failing = ['sh', '-c', 'echo no luck >&2; exit 3'] as const;
  const atOnce = await compare(failing, ['false'], { cwd });
  expect(atOnce.problems).toEqual([
    { what: "sh -c 'echo no luck >&2; exit 3'", message: 'ended with exit code 3:\nno luck' },
    { what: 'false', message: 'ended with exit code 1, and wrote no error' },
  ]);
  expect(atOnce.verdicts).toEqual([]);
  expect(exitCodeOf(atOnce)).toBe(2);
  const twice = [
    'sh',
    '-c',
    'test ! -e second || exit 4; test ! -e first || : > second; : > first',
  ];
  const later = await compare(['true'], twice as unknown as Command, {
    ...{ cwd, instruments: ['wall'] },
  });
  expect(later.problems).toHaveLength(1);
  expect(later.problems[0]?.message).toMatch(/^head: sh -c .* ended with exit code 4/);
  expect(exitCodeOf(later)).toBe(2);
});

test('what hangs is killed and named', async () => {
  const compared = await compare(['sleep', '1000'], ['true'], { limitMs: 200 });
  expect(compared.problems).toEqual([
    {
      what: 'sleep 1000',
      message: expect.stringMatching(/^did not end within 0\.2 s and was killed\./) as string,
    },
  ]);
});
