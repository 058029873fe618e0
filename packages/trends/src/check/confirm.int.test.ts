import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Confirmation, Suspect } from '../confirm/suspect.ts';
import { listFindings } from '../findings/list-findings.ts';
import { ingest } from '../store/ingest.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { seededNormal } from '../testing/random.ts';
import { metric, report } from '../testing/reports.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { checkRun } from './check-run.ts';

const UNCHANGED: Confirmation = { state: 'unchanged', reason: 'measured in turns: as fast' };
const REGRESSION: Confirmation = {
  state: 'regression',
  effect: 0.31,
  reason: 'measured in turns: slower',
};
const UNANSWERED: Confirmation = { state: 'unanswered', reason: 'no such commit' };

const shaOf = (number: number) => number.toString(16).padStart(40, '0');

/** Ingests runs of one time that scatters by 2 % around these levels. */
async function historyOf(levels: readonly number[]): Promise<Store> {
  const store = await openStore(join(await tempFolder(), 'history.db'));
  onTestFinished(() => store.close());
  const normal = seededNormal(7);
  for (const [at, level] of levels.entries()) {
    await ingest(store, report(at + 1, [metric(level * Math.exp(normal() / 50))]));
  }
  return store;
}

const before = Array.from({ length: 30 }, () => 100);

/** Judges the newest run, answers suspicions by these confirmations, and notes which there were. */
async function checkWith(store: Store, answer: Confirmation) {
  const asked: Suspect[] = [];
  const checked = await checkRun(store, {
    confirm: async (suspects) => {
      asked.push(...suspects);
      return suspects.map(() => answer);
    },
  });
  return { ...checked, asked };
}

test('asks nobody when nothing stands out', async () => {
  const { asked, outcome } = await checkWith(await historyOf(before), REGRESSION);
  expect(asked).toEqual([]);
  expect(outcome.exitCode).toBe(0);
});

test('asks about a single run that stands out, between it and the run before', async () => {
  const { asked, outcome, findings, verdicts } = await checkWith(
    await historyOf([...before, 130]),
    REGRESSION,
  );
  expect(asked).toMatchObject([{ base: shaOf(30), head: shaOf(31), identity: { name: 'insert' } }]);
  expect(outcome.exitCode).toBe(1);
  expect(verdicts.verdicts[0]).toMatchObject({
    verdict: 'regression',
    reason: expect.stringContaining('measured in turns: slower') as string,
  });
  expect(verdicts.verdicts[0]?.suspicion).toBeUndefined();
  expect(findings).toMatchObject([
    { since: { run: 'run-0031' }, series: [{ certainty: 'confirmed', effect: 0.31 }] },
  ]);
});

test('asks about a step between the run before it and the newest', async () => {
  const { asked } = await checkWith(await historyOf([...before, 130, 130, 130]), UNANSWERED);
  expect(asked).toMatchObject([{ base: shaOf(30), head: shaOf(33) }]);
});

test('takes an outlier that is refuted for nothing', async () => {
  const store = await historyOf([...before, 130]);
  const { outcome, findings, verdicts } = await checkWith(store, UNCHANGED);
  expect(outcome.exitCode).toBe(0);
  expect(findings).toEqual([]);
  expect(await listFindings(store)).toEqual([]);
  expect(verdicts.verdicts[0]?.verdict).toBe('unchanged');
});

test('takes a refuted step for the new normal, and asks no more', async () => {
  const store = await historyOf([...before, 130, 130, 130]);
  const { outcome } = await checkWith(store, UNCHANGED);
  expect(outcome.exitCode).toBe(0);
  expect(await listFindings(store)).toMatchObject([
    { state: 'expected', author: 'perf-trends', series: [{ certainty: 'refuted' }] },
  ]);
  await ingest(store, report(34, [metric(131)]));
  expect((await checkWith(store, REGRESSION)).asked).toEqual([]);
});

test('leaves a suspicion that nobody can answer what it was, with the reason', async () => {
  const { outcome, verdicts, findings } = await checkWith(
    await historyOf([...before, 130, 130, 130]),
    UNANSWERED,
  );
  expect(outcome.exitCode).toBe(0);
  expect(verdicts.verdicts[0]).toMatchObject({
    suspicion: 'regression',
    reason: expect.stringContaining('no such commit') as string,
  });
  expect(findings).toMatchObject([{ series: [{ certainty: 'suspected' }] }]);
});

test('asks nothing about a dirty work tree, which cannot be measured again', async () => {
  const store = await historyOf(before);
  const dirty = report(31, [metric(150)]);
  const commit = dirty.run.commit && { ...dirty.run.commit, dirty: true };
  await ingest(store, { ...dirty, run: { ...dirty.run, commit } });
  expect((await checkWith(store, REGRESSION)).asked).toEqual([]);
});
