import type { Instrument, Verdict } from '@night-pilot/perf-report';
import { expect, test } from 'vitest';
import { judgeRun } from '../judge/judge-run.ts';
import type { SeriesToJudge } from '../judge/series.ts';
import { identity, metric, report } from '../testing/reports.ts';
import { outcomeOf } from '../check/outcome.ts';
import { firstVerdicts } from './first-verdicts.ts';

/** Verdicts on a count and a time that `earlierRuns` runs have measured, always with one value. */
function verdictsAfter(earlierRuns: number): Verdict[] {
  const series = (instrument: Instrument): SeriesToJudge => ({
    identity: identity('insert', instrument),
    fingerprint: 'abc',
    ...{ kind: 'count', unit: '1', better: 'lower', resolution: 0, isSteady: true },
    mean: 100,
    earlier: Array.from({ length: earlierRuns }, (_, run) => ({
      ...{ run: `run-${run}`, sha: null, mean: 100 },
    })),
    elsewhere: null,
  });
  return judgeRun({ id: 'head', sha: null }, [series('instructions'), series('wall')]);
}

function noteOn(verdicts: Verdict[]): string | null {
  const head = report(1, [metric(1)]);
  const { id, startedAt } = head.run;
  return firstVerdicts({
    report: head,
    verdicts: { schemaVersion: 1, run: id, judgedAt: startedAt, verdicts },
    outcome: outcomeOf(head, verdicts),
    findings: [],
  });
}

test('says on the first run when counts and times are judged', () => {
  expect(noteOn(verdictsAfter(0))).toBe(
    'This is the first run: there is nothing to compare it with yet. Counts (instructions, bytes ' +
      'allocated, sizes) are judged from the second run on, times from the ninth.',
  );
});

test('says until the eighth run when times are judged', () => {
  const note = 'Times are judged from the ninth run on: 1 series has fewer than 8 earlier runs.';
  expect(noteOn(verdictsAfter(1))).toBe(note);
  expect(noteOn(verdictsAfter(7))).toBe(note);
  const twice = [...verdictsAfter(7), ...verdictsAfter(7)];
  expect(noteOn(twice)).toContain('2 series have fewer than 8');
});

test('says nothing from the ninth run on, nor about a run without verdicts', () => {
  expect(noteOn(verdictsAfter(8))).toBeNull();
  expect(noteOn([])).toBeNull();
});

test('names the runs from which the judge decides', () => {
  const names = (earlierRuns: number) => verdictsAfter(earlierRuns).map(({ verdict }) => verdict);
  expect(names(0)).toEqual(['undecided', 'undecided']);
  expect(names(1)).toEqual(['unchanged', 'undecided']);
  expect(names(7)).toEqual(['unchanged', 'undecided']);
  expect(names(8)).toEqual(['unchanged', 'unchanged']);
});
