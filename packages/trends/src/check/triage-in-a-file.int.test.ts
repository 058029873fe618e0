import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listFindings } from '../findings/list-findings.ts';
import { triage as triageByCommand } from '../findings/triage.ts';
import { ingest } from '../store/ingest.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { storedVerdicts } from '../store/verdicts.ts';
import { metric, report } from '../testing/reports.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import type { TriageEntry } from '../triage-file/triage-entry.ts';
import { type CheckOptions, checkRun } from './check-run.ts';

const counted = { instrument: 'instructions', kind: 'count', unit: '1' } as const;
const runId = (number: number) => `run-${String(number).padStart(4, '0')}`;
const shaOf = (number: number) => number.toString(16).padStart(40, '0');

async function newStore(): Promise<Store> {
  const store = await openStore(join(await tempFolder(), 'history.db'));
  onTestFinished(() => store.close());
  return store;
}

function player(store: Store) {
  return async (number: number, value: number, options: CheckOptions = {}) => {
    await ingest(store, report(number, [metric(value, counted)]));
    return checkRun(store, { run: runId(number), ...options });
  };
}

const entry = (facts: Partial<TriageEntry> = {}): TriageEntry => ({
  state: 'expected',
  metric: 'db › writes › insert',
  commit: shaOf(3),
  reason: 'checks every row now',
  link: 'https://example.com/7',
  line: 1,
  ...facts,
});

test('an entry makes the run that found a regression pass, and later runs quiet', async () => {
  const store = await newStore();
  const check = player(store);
  for (const number of [1, 2]) await check(number, 1_000);
  expect((await check(3, 1_100)).outcome.exitCode).toBe(1);

  const triage = [entry()];
  const again = await checkRun(store, { run: runId(3), triage });
  expect(again.outcome).toMatchObject({ exitCode: 0, regressions: [] });
  expect(again.findings).toMatchObject([
    {
      state: 'expected',
      note: 'checks every row now',
      link: 'https://example.com/7',
      author: 'performance.toml',
    },
  ]);
  const [stored] = (await storedVerdicts(store, runId(3))).values();
  expect(stored).toMatchObject({
    verdict: 'undecided',
    reason: expect.stringContaining('is expected (checks every row now)') as string,
  });
  for (const number of [4, 5]) {
    const later = await check(number, 1_100, { triage });
    expect(later.outcome.exitCode).toBe(0);
    expect(later.findings).toEqual([]);
    expect(later.verdicts.verdicts[0]?.verdict).toBe('unchanged');
  }
  expect((await check(6, 1_200, { triage })).outcome.exitCode).toBe(1);
});

test('an entry that is there before the run is applied to what the run finds', async () => {
  const store = await newStore();
  const check = player(store);
  const triage = [entry({ commit: shaOf(2).slice(0, 39) })];
  await check(1, 1_000, { triage });
  // The entry names a commit of a merged branch: only the repository knows that it is in the range.
  const commitsBetween = () => [shaOf(3), shaOf(2)];
  const found = await check(3, 1_100, { triage, commitsBetween });
  expect(found.outcome.exitCode).toBe(0);
  expect(found.findings).toMatchObject([{ state: 'expected' }]);
  expect((await check(4, 1_100, { triage, commitsBetween })).findings).toEqual([]);
});

test('an acknowledged regression is listed, and fails no run', async () => {
  const store = await newStore();
  const check = player(store);
  const triage = [entry({ state: 'acknowledged', author: 'Ada' })];
  await check(1, 1_000, { triage });
  for (const number of [3, 4]) {
    const { outcome, findings, verdicts } = await check(number, 1_100, { triage });
    expect(outcome.exitCode).toBe(0);
    expect(findings).toMatchObject([{ state: 'acknowledged', author: 'Ada' }]);
    expect(verdicts.verdicts).toMatchObject([
      { verdict: 'regression', finding: { id: findings[0]?.id, state: 'acknowledged' } },
    ]);
  }
});

test('changes nothing when it is applied again, and wins over the command line', async () => {
  const store = await newStore();
  const check = player(store);
  const triage = [entry({ state: 'acknowledged' }), entry({ reason: 'a later entry' })];
  await check(1, 1_000);
  await check(3, 1_100, { triage });
  const [first] = await listFindings(store);
  await checkRun(store, { triage });
  expect(await listFindings(store)).toEqual([first]);
  await triageByCommand(store, first?.id ?? '', { state: 'new', author: 'Ada' });
  await checkRun(store, { triage });
  expect(await listFindings(store)).toMatchObject([{ state: 'acknowledged' }]);
});

test('reports entries that concern no finding, and leaves a fixed finding alone', async () => {
  const store = await newStore();
  const check = player(store);
  await check(1, 1_000);
  await check(3, 1_100);
  await check(4, 1_000);
  const unmatched: TriageEntry[] = [];
  const other = entry({ metric: 'db › reads › *' });
  await checkRun(store, {
    triage: [entry(), other],
    onUnmatched: (one) => void unmatched.push(one),
  });
  expect(unmatched).toEqual([other]);
  expect(await listFindings(store)).toMatchObject([{ state: 'fixed', note: null }]);
});

test('an entry makes a run of another branch pass when one of its commits is the cause', async () => {
  const store = await newStore();
  const check = player(store);
  for (const number of [1, 2]) await check(number, 1_000);
  const onBranch = report(3, [metric(1_100, counted)]);
  const commit = onBranch.run.commit && { ...onBranch.run.commit, branch: 'feature' };
  await ingest(store, { ...onBranch, run: { ...onBranch.run, commit } });
  const commitsBetween = (before: string, since: string) =>
    before === shaOf(2) && since === shaOf(3) ? [shaOf(3), 'c'.repeat(40)] : [];
  const checkBranch = async (...triage: TriageEntry[]) => {
    const unmatched: TriageEntry[] = [];
    const onUnmatched = (one: TriageEntry) => void unmatched.push(one);
    const given = { run: runId(3), triage, commitsBetween, onUnmatched };
    const { outcome, verdicts, findings } = await checkRun(store, given);
    return { code: outcome.exitCode, verdict: verdicts.verdicts[0], findings, unmatched };
  };
  const other = entry({ commit: shaOf(2) });
  expect(await checkBranch(other)).toMatchObject({ code: 1, unmatched: [other] });
  for (const state of ['expected', 'acknowledged'] as const) {
    expect(await checkBranch(entry({ state, commit: 'ccccccc' }))).toMatchObject({
      code: 0,
      findings: [],
      unmatched: [],
      verdict: {
        verdict: 'undecided',
        reason: expect.stringContaining(`calls it ${state} (checks every row now)`) as string,
      },
    });
  }
  expect(await listFindings(store)).toEqual([]);
});
