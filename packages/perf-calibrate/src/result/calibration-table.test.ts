import { expect, test } from 'vitest';
import { NULL_KINDS, type NullKind } from '../counts/corpus/null-edits.ts';
import { sampleCalibration } from '../testing/sample-calibration.ts';
import { renderCalibration } from './calibration-table.ts';

const now = new Date('2026-01-02T06:00:00.000Z');

function shown(changes: Parameters<typeof sampleCalibration>[0] = {}): string {
  return renderCalibration(sampleCalibration(changes), now);
}

test('shows one line per measurement: load, value, promise, met or missed, age', () => {
  const [, table = ''] = shown().split('\n\n');
  const rows = table.split('\n').map((line) => line.split(/ {2,}/));
  expect(rows).toEqual([
    ['instrument', 'what', 'measured', 'promised'],
    expect.any(Array),
    ['wall, quiet', 'forks recorded (the last: 3 h ago)', '1,020', '≥ 1,000 met'],
    ['wall, quiet', 'pairs set aside, because a fork was disturbed', '0.98 %'],
    ['wall, quiet', 'time during which some task waited for a CPU, median fork', '1.2 %'],
    [
      'wall, quiet',
      'runs of 50 benchmarks without a change that raise an alarm',
      '3 of 4,000',
      '≤ 1 % met',
    ],
    ['wall, quiet', 'the same, upper 95 % bound', '0.19 %', '≤ 1.5 % met'],
    [
      'wall, quiet',
      'planted slowdowns (5 % to 12 %, what pairs spread by): decided',
      '72 %',
      '≥ 90 % missed',
    ],
    ['wall, quiet', 'found, of those decided', '100 %', '≥ 95 % met'],
    ['wall, quiet', 'called unchanged, of all of these', '0', '≤ 0 met'],
    ['wall, quiet', 'slowdown found in 95 % of comparisons, typical program', '4.43 %'],
    ['wall, quiet', 'cost of finding it', '31 pairs (63 forks), 28 s'],
    ['wall, quiet', 'slowdown found in 95 % of comparisons, any program', '9.12 %'],
    ['wall, quiet', 'cost of finding it', '30 pairs (60 forks), 27 s'],
    [
      'wall, quiet',
      'live runs of 10 benchmarks (14 pairs, 2 min 00 s each) that raise an alarm (the last: 27 h ago)',
      '0 of 20',
      '≤ 1 % met',
    ],
  ]);
});

test('shows counts first: alarms, spread, largest changes by null edits, planted edits found', () => {
  const few = { comparisons: 6, alarms: 0, undecided: 0, largestMove: 0.0004 };
  const kinds = Object.fromEntries(NULL_KINDS.map((kind) => [kind, few])) as Record<
    NullKind,
    typeof few
  >;
  const edits = { edits: 20, undecided: 0, effects: null, medianSeconds: 19 };
  const counts = {
    instrument: 'instructions' as const,
    programs: [
      { name: 'arithmetic' as const, spread: 0.0000021, notCounted: null },
      { name: 'SQLite' as const, spread: null, notCounted: 'base: it blocks: judged by wall' },
    ],
    aa: { ...few, alarms: 1, largestSpread: 0.0000021 },
    nullEdits: {
      ...few,
      kinds,
      inPlace: { largestMove: 0.0004, floor: 0.0009 },
      moved: { largestMove: 0.013, floor: 0.0135 },
    },
    planted: [
      { ...edits, share: 0.01, found: 20 },
      { ...edits, share: 0.005, found: 18 },
    ],
  };
  const [, table = ''] = shown({ counts: [counts], wall: [], live: [] }).split('\n\n');
  const rows = table.split('\n').map((line) => line.split(/ {2,}/).slice(1));
  expect(rows.slice(2)).toEqual([
    ['unchanged programs that raise an alarm, all cores busy', '1 of 6', '≤ 0 missed'],
    ['counts of an unchanged program differ by', '0.00021 %', '≤ 0.05 % met'],
    ['edits that change nothing and raise an alarm', '0 of 6', '≤ 0 met'],
    ['largest change of a count by one of these', '0.04 %'],
    ['largest change when code moves to another file', '1.3 %'],
    ['planted edits of 1 % found', '20 of 20', '≥ 100 % met'],
    ['time to find one, median, several at a time', '19 s', '≤ 60 s met'],
    ['planted edits of 0.5 % found', '18 of 20', '≥ 95 % missed'],
    ['time to find one, median, several at a time', '19 s', '≤ 60 s met'],
    ['not counted: SQLite', 'base: it blocks: judged by wall'],
  ]);
});

test('shows each program with the slowdown found in it', () => {
  const [, , table = ''] = shown().split('\n\n');
  expect(table).toMatch(/^program, quiet +pairs spread by/);
  expect(table).toMatch(
    /^values › JSON parsing +1.7 % +2.62 % +31 pairs \(63 forks\), 28 s +98 % of 5 % +93 %$/m,
  );
  expect(table).toMatch(/^objects › allocation +12 % +none +20 % of 12 % +0 %$/m);
});

test('ends with the conclusions, in plain text', () => {
  const text = shown();
  expect(text).not.toContain('\u001b');
  expect(text).toMatch(
    /The smallest effect that matters in perf-kit compare is 1.5 % on this mach/,
  );
  expect(text).toContain('Left out: 1 line of the quiet record, cut off while being written.');
  expect(text).not.toContain('not quiet');
});

test('reports missed promises, missing forks and a machine that was not quiet', () => {
  const [quiet] = sampleCalibration().wall;
  if (quiet === undefined || quiet.judged === null) throw new Error('expected a judgement');
  const missed = {
    ...quiet,
    recorded: { ...quiet.recorded, forks: 400, cpuPressure: 0.5 },
    judged: { ...quiet.judged, alarms: { ...quiet.judged.alarms, rate: 0.02, upper95: 0.024 } },
  };
  const text = shown({ wall: [missed], visible: { state: 'too-noisy' } });
  expect(text).toContain('≥ 1,000 missed');
  expect(text).toContain('≤ 1 % missed');
  expect(text).toContain('600 quiet forks are missing. Continue: perf-kit calibrate');
  expect(text).toContain('The machine was not quiet');
  expect(text).toContain('stays 1.25 %, the built-in one: this machine is too noisy');
  const few = shown({ wall: [{ ...quiet, judged: null }] });
  expect(few).toContain('Too few quiet pairs to judge: each program needs 20.');
});
