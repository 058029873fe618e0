import { describe, expect, onTestFinished, test } from 'vitest';
import { listFindings } from '../findings/list-findings.ts';
import { triage } from '../findings/triage.ts';
import { ingest } from '../store/ingest.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { seededNormal } from '../testing/random.ts';
import { metric, report } from '../testing/reports.ts';
import { stores } from '../testing/stores.ts';
import { type CheckedRun, checkRun } from './check-run.ts';

const COMMITS = 30;
const GUILTY = 17;

const counted = { instrument: 'instructions', kind: 'count', unit: '1' } as const;

/** Measures a commit: two counts that the guilty commit makes 1 % larger, one that it does not, and a time. */
function measured(number: number, isGuilty: boolean) {
  const normal = seededNormal(number);
  const factor = isGuilty ? 1.01 : 1;
  return report(number, [
    metric(1_000_000 * factor, { name: 'insert', ...counted }),
    metric(50_000 * factor, { name: 'select', ...counted }),
    metric(7_000, { name: 'delete', ...counted }),
    metric(100 * Math.exp(normal() / 50), { name: 'insert' }),
  ]);
}

async function check(store: Store, number: number, isGuilty: boolean): Promise<CheckedRun> {
  await ingest(store, measured(number, isGuilty));
  return checkRun(store, { run: `run-${String(number).padStart(4, '0')}` });
}

describe.each(stores)('in $name', ({ newUrl }) => {
  const newStore = async (): Promise<Store> => {
    const store = await openStore(await newUrl());
    onTestFinished(() => store.close());
    return store;
  };

  test('plays a story: a regression in the 17th of 30 commits is found, acknowledged, expected, and the next run is quiet', async () => {
    const store = await newStore();
    for (let number = 1; number < GUILTY; number += 1) {
      const { outcome, findings } = await check(store, number, false);
      expect(outcome.exitCode, `run ${number}`).toBe(0);
      expect(findings).toEqual([]);
    }

    const guilty = await check(store, GUILTY, true);
    expect(guilty.outcome.exitCode).toBe(1);
    expect(guilty.findings).toMatchObject([
      {
        direction: 'regression',
        state: 'new',
        before: { run: 'run-0016', sha: (GUILTY - 1).toString(16).padStart(40, '0') },
        since: { run: 'run-0017', sha: GUILTY.toString(16).padStart(40, '0') },
      },
    ]);
    const [finding] = guilty.findings;
    expect(finding?.series.map(({ identity }) => identity.name).toSorted()).toEqual([
      'insert',
      'select',
    ]);
    for (const { effect, certainty } of finding?.series ?? []) {
      expect(effect).toBeCloseTo(0.01, 6);
      expect(certainty).toBe('counted');
    }

    // It stays until somebody says something about it, and is not found again.
    const next = await check(store, GUILTY + 1, true);
    expect(next.outcome.exitCode).toBe(1);
    expect(next.findings.map(({ id }) => id)).toEqual([finding?.id]);
    expect(next.verdicts.verdicts[0]).toMatchObject({
      verdict: 'regression',
      finding: { id: finding?.id, state: 'new' },
      reason: expect.stringContaining('since run run-0017') as string,
    });

    const author = 'Ada';
    const id = finding?.id ?? '';
    await triage(store, id, { state: 'acknowledged', note: 'is being fixed', author });
    const acknowledged = await check(store, GUILTY + 2, true);
    expect(acknowledged.outcome.exitCode).toBe(0);
    expect(acknowledged.findings).toMatchObject([
      { state: 'acknowledged', note: 'is being fixed' },
    ]);

    await triage(store, id, { state: 'expected', note: 'checks every row', author });
    for (let number = GUILTY + 3; number <= COMMITS; number += 1) {
      const { outcome, findings, verdicts } = await check(store, number, true);
      expect(outcome.exitCode, `run ${number}`).toBe(0);
      expect(findings).toEqual([]);
      expect(verdicts.verdicts[0]?.verdict).toBe('unchanged');
    }
    expect(await listFindings(store)).toMatchObject([
      { id, state: 'expected', note: 'checks every row', author },
    ]);
  });

  test('calls a finding fixed when its counts are as before, and compares with the level before from then on', async () => {
    const store = await newStore();
    for (const number of [1, 2, 3]) await check(store, number, false);
    const [finding] = (await check(store, 4, true)).findings;
    await check(store, 5, true);
    const fixed = await check(store, 6, false);
    expect(fixed.outcome.exitCode).toBe(0);
    expect(fixed.findings).toMatchObject([{ id: finding?.id, state: 'fixed' }]);
    expect((await check(store, 7, false)).findings).toEqual([]);
    const again = await check(store, 8, true);
    expect(again.outcome.exitCode).toBe(1);
    expect(again.findings).toHaveLength(1);
    expect(again.findings[0]?.id).not.toBe(finding?.id);
  });

  test('finds the same when a run is judged again, also after it was fixed', async () => {
    const store = await newStore();
    for (const number of [1, 2]) await check(store, number, false);
    await check(store, 3, true);
    await check(store, 4, false);
    const before = await listFindings(store);
    for (const run of ['run-0003', 'run-0004', 'run-0003']) await checkRun(store, { run });
    expect(await listFindings(store)).toEqual(before);
    expect(before).toMatchObject([{ state: 'fixed' }]);
  });

  test('does not list the finding of a benchmark that is measured no more', async () => {
    const store = await newStore();
    for (const number of [1, 2]) await check(store, number, false);
    expect((await check(store, 3, true)).findings).toHaveLength(1);
    await ingest(store, report(4, [metric(7_000, { name: 'delete', ...counted })]));
    expect((await checkRun(store, { run: 'run-0004' })).findings).toEqual([]);
    expect(await listFindings(store)).toMatchObject([{ state: 'new' }]);
  });

  test('sees a further regression on top of one that is open', async () => {
    const store = await newStore();
    const at = async (number: number, value: number) => {
      await ingest(store, report(number, [metric(value, counted)]));
      return checkRun(store, { run: `run-${String(number).padStart(4, '0')}` });
    };
    await at(1, 1_000);
    await at(2, 1_020);
    const worse = await at(3, 1_050);
    expect(worse.findings.map(({ since }) => since.run)).toEqual(['run-0003', 'run-0002']);
    const half = await at(4, 1_020);
    expect(half.findings.map(({ state }) => state)).toEqual(['fixed', 'new']);
    const all = await at(5, 1_000);
    expect(all.findings.map(({ state }) => state)).toEqual(['fixed']);
  });

  test('judges a branch against the level that it began with, and keeps nothing of it', async () => {
    const store = await newStore();
    for (const number of [1, 2]) await check(store, number, false);
    await check(store, 3, true);
    const branch = measured(4, true);
    const commit = branch.run.commit && { ...branch.run.commit, branch: 'feature' };
    await ingest(store, { ...branch, run: { ...branch.run, commit } });
    const same = await checkRun(store, { run: 'run-0004' });
    expect(same.outcome.exitCode).toBe(0);
    expect(same.findings).toEqual([]);
    const main = await check(store, 5, true);
    expect(main.verdicts.verdicts[0]?.base?.runs).toEqual(['run-0001', 'run-0002']);
  });

  test('judges a dirty work tree, and compares nothing with it', async () => {
    const store = await newStore();
    await check(store, 1, false);
    const dirty = measured(2, true);
    const commit = dirty.run.commit && { ...dirty.run.commit, dirty: true };
    await ingest(store, { ...dirty, run: { ...dirty.run, commit } });
    expect((await checkRun(store, { run: 'run-0002' })).outcome.exitCode).toBe(1);
    const clean = await check(store, 3, false);
    expect(clean.outcome.exitCode).toBe(0);
    expect(clean.verdicts.verdicts[0]?.base?.runs).toEqual(['run-0001']);
  });

  test('finds a step of times after some runs, at the run that began it, and takes no single one for it', async () => {
    const store = await newStore();
    const normal = seededNormal(3);
    const at = async (number: number, level: number) => {
      await ingest(store, report(number, [metric(level * Math.exp(normal() / 50))]));
      return checkRun(store, { run: `run-${String(number).padStart(4, '0')}` });
    };
    for (let number = 1; number <= 40; number += 1) {
      const { findings, verdicts } = await at(number, number === 30 ? 150 : 100);
      expect(findings, `run ${number}`).toEqual([]);
      expect(verdicts.verdicts[0]?.suspicion).toBeUndefined();
    }
    let found: CheckedRun | null = null;
    for (let number = 41; number <= 46 && found === null; number += 1) {
      const checked = await at(number, 110);
      if (checked.findings.length > 0) found = checked;
    }
    expect(found?.outcome.exitCode).toBe(0);
    expect(found?.findings).toMatchObject([
      {
        direction: 'regression',
        state: 'new',
        since: { run: 'run-0041' },
        before: { run: 'run-0040' },
        series: [{ certainty: 'suspected' }],
      },
    ]);
  });

  test('finds a step that nobody judged while it was new, as in an imported past', async () => {
    const store = await newStore();
    const normal = seededNormal(11);
    for (let number = 1; number <= 60; number += 1) {
      const level = number <= 30 ? 100 : 110;
      await ingest(store, report(number, [metric(level * Math.exp(normal() / 50))]));
    }
    const { findings, verdicts } = await checkRun(store);
    expect(findings).toMatchObject([
      { direction: 'regression', since: { run: 'run-0031' }, series: [{ certainty: 'suspected' }] },
    ]);
    expect(verdicts.verdicts[0]?.suspicion).toBe('regression');
  });
});
