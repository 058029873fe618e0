import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { instrumentAvailability } from '@night-pilot/perf-host/count';
import { parseReport, verdictsSchema } from '@night-pilot/perf-report';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { compareReports } from '../compare/compare-reports.ts';
import { exitCodeOf } from '../compare/outcome.ts';
import type { Command } from './command.ts';
import type { CompareCommandsOptions } from './command-options.ts';
import { compareCommands } from './compare-commands.ts';

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

whereCounted(
  `calls 5 % more instructions a regression, and can judge the reports again${why}`,
  async () => {
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
  },
);

whereCounted(
  `counts the processes that a script starts, and calls equal work unchanged${why}`,
  async () => {
    const cwd = await temporaryFolder();
    writeFileSync(
      join(cwd, 'script'),
      'awk "BEGIN { for (i = 0; i < 20000; i++) s += i }"\ntrue\n',
    );
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
  },
);

/** Each of its runs sums up to twice as many as the one before. */
const GROWING =
  'BEGIN { while ((getline line < "runs") > 0) n += n + 1; print "run" >> "runs"; for (i = 0; i < n * 10000; i++) s += i }';

whereCounted.each([
  ['differs from run to run', ['awk', GROWING], /two equal runs differ by \S+ %/],
  ['forks copies of itself', ['sh', '-c', '(true); true'], /it forks copies of itself/],
  [
    'leaves a process running',
    ['sh', '-c', 'sleep 1000 & sleep 0.1'],
    /it leaves a process running/,
  ],
  [
    'fails under Valgrind alone',
    ['sh', '-c', 'case $LD_PRELOAD in *valgrind*) echo "not here" >&2; exit 3; esac'],
    /under Valgrind it ended with exit code 3: not here/,
  ],
] as const)(
  `leaves a command that %s undecided when only instructions were asked for${why}`,
  async (_what, command, reason) => {
    const cwd = await temporaryFolder();
    const compared = await compare(command, ['true'], { cwd, instruments: ['instructions'] });
    expect(compared.verdicts).toMatchObject([
      {
        verdict: 'undecided',
        series: { instrument: 'instructions' },
        reason: expect.stringMatching(reason) as string,
      },
    ]);
    expect(compared.notes.at(-1)).toMatch(/^Not decided by counts: .* Add wall to --instrument/);
    expect(parseReport(compared.base).metrics).toMatchObject([
      { state: 'unavailable', instrument: 'instructions' },
    ]);
  },
);

whereCounted(`lets wall time judge alone what cannot be counted${why}`, async () => {
  const stop = new AbortController();
  const compared = await compare(['sh', '-c', '(true); true'], ['true'], {
    signal: stop.signal,
    // The first pair is enough to see that wall time judges.
    onProgress: (_done, _total, label) => {
      if (label.startsWith('wall, pair 2')) stop.abort();
    },
  });
  expect(compared.notes[0]).toMatch(/^No verdict by instructions: .*forks copies of itself/);
  expect(compared.verdicts).toMatchObject([{ series: { instrument: 'wall' } }]);
});

test('keeps each run of a command as a sample of its side', async () => {
  const compared = await compare(['sleep', '0.02'], ['sleep', '0.2'], {
    instruments: ['wall'],
    budgetMs: 2500,
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

test('leaves it undecided and says how much time would do when the budget is too short', async () => {
  const compared = await compare(['sleep', '0.1'], ['sleep', '0.1'], {
    instruments: ['wall'],
    budgetMs: 700,
  });
  expect(compared.verdicts).toMatchObject([{ verdict: 'undecided', pairs: 0 }]);
  expect(compared.undecided).toMatchObject([{ instrument: 'wall', cause: 'budget' }]);
  expect(compared.lastLine).toMatch(/^1 undecided for lack of time: give --budget \d+s or more/);
});

whereCounted(
  `ends the counts of commands when their part of the budget is over${why}`,
  async () => {
    // Some tenths of a second on the CPU, and more than a minute under Valgrind.
    const compared = await compare(sumTo(5_000_000), sumTo(5_000_000), { budgetMs: 5000 });
    expect(compared.notes[0]).toBe(
      'No verdict by instructions: the budget of 5 s ended before both were counted',
    );
    expect(compared.verdicts).toMatchObject([{ series: { instrument: 'wall' } }]);
  },
);

test('names a command that does not end within the budget, and does not start the other', async () => {
  const cwd = await temporaryFolder();
  const compared = await compare(['sleep', '1000'], ['touch', 'started'], { cwd, budgetMs: 300 });
  expect(compared.problems).toEqual([
    {
      what: 'sleep 1000',
      message: expect.stringMatching(
        /^did not end within [\d.]+ s and was killed\. If it needs longer, give more time/,
      ) as string,
    },
  ]);
  expect(existsSync(join(cwd, 'started'))).toBe(false);
});

test('reports command, exit code and last output when a command fails at once or later', async () => {
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
    cwd,
    instruments: ['wall'],
  });
  expect(later.problems).toHaveLength(1);
  expect(later.problems[0]?.message).toMatch(/^head: sh -c .* ended with exit code 4/);
  expect(exitCodeOf(later)).toBe(2);
});

test('kills and names a command that hangs', async () => {
  const compared = await compare(['sleep', '1000'], ['true'], { limitMs: 200 });
  expect(compared.problems).toEqual([
    {
      what: 'sleep 1000',
      message: expect.stringMatching(/^did not end within 0\.2 s and was killed\./) as string,
    },
  ]);
});
