import { expect, test } from 'vitest';
import type { Finding } from '../findings/list-findings.ts';
import { identity } from '../testing/reports.ts';
import { concerns } from './concerns.ts';
import type { TriageEntry } from './triage-entry.ts';

const sha = (digit: string) => digit.repeat(40);

const series = (name: string): Finding['series'][number] => ({
  id: name,
  identity: identity(name, 'instructions'),
  certainty: 'counted',
  effect: 0.05,
  interval: null,
  fixedBy: null,
});

const finding: Finding = {
  id: 'f1234567',
  direction: 'regression',
  state: 'new',
  before: { run: 'run-1', sha: sha('1'), startedAt: '' },
  since: { run: 'run-2', sha: sha('4'), startedAt: '' },
  foundBy: 'run-2',
  series: [series('select'), series('insert')],
  note: null,
  link: null,
  author: null,
  changedAt: '',
};

const entry = (facts: Partial<TriageEntry> = {}): TriageEntry => ({
  state: 'expected',
  metric: 'db › writes › insert',
  commit: '3333333',
  reason: 'checks every row now',
  line: null,
  ...facts,
});

const range = () => [sha('4'), sha('3'), sha('2')];
const unknown = () => null;

test.each([
  ['a commit of the range', entry(), range, true],
  ['its last commit', entry({ commit: '4444444' }), range, true],
  ['the commit before it', entry({ commit: '1111111' }), range, false],
  ['a commit elsewhere', entry({ commit: '5555555' }), range, false],
  ['the last commit where the range is unknown', entry({ commit: '4444444' }), unknown, true],
  ['another commit where the range is unknown', entry(), unknown, false],
  ['a title with its instrument', entry({ metric: 'db › * [instructions]' }), range, true],
  ['its instrument', entry({ instrument: 'instructions' }), range, true],
  ['another instrument', entry({ instrument: 'wall' }), range, false],
  ['another title', entry({ metric: 'db › writes › delete' }), range, false],
])('compares title and commit: %s', (_, said, commitsBetween, isAbout) => {
  expect(concerns(said, finding, commitsBetween)).toBe(isAbout);
});

test('concerns no finding outside of git', () => {
  const since = { ...finding.since, sha: null };
  expect(concerns(entry(), { ...finding, since }, range)).toBe(false);
});

test('concerns no finding that measuring in turns has refuted', () => {
  const refuted = finding.series.map((one) => ({ ...one, certainty: 'refuted' as const }));
  expect(concerns(entry(), { ...finding, series: refuted }, range)).toBe(false);
});
