import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Verdict } from '@night-pilot/perf-report';
import { renderVerdicts } from './verdicts-table.ts';

const arm = { runs: ['run'], sha: null };
const verdict: Verdict = {
  series: {
    project: 'db',
    suite: 'reads',
    name: 'one',
    params: {},
    instrument: 'wall',
    fingerprint: 'f',
  },
  verdict: 'unchanged',
  reason: 'within',
  base: arm,
  head: arm,
  pairs: 10,
  effect: 0,
  interval: null,
  method: 'none',
};

test('lists a benchmark of one version without an instrument', () => {
  const alone = { effect: null, pairs: 0, reason: 'alone' };
  const text = renderVerdicts([
    verdict,
    { ...verdict, ...alone, verdict: 'new', base: null },
    { ...verdict, ...alone, verdict: 'gone' },
  ]);
  expect(stripVTControlCharacters(text).split('\n')).toEqual([
    'db › reads',
    expect.stringMatching(/^benchmark +instrument +change +verdict +why$/),
    expect.stringMatching(/^─/),
    expect.stringMatching(/^one +wall +±0 % +unchanged +within$/),
    expect.stringMatching(/^one +new +alone$/),
    expect.stringMatching(/^one +gone +alone$/),
  ]);
});
