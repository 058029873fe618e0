import { wallRules } from '@night-pilot/perf-compare/judge';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import { sumUpRecordedCounts } from '../counts/calibrate-counts.ts';
import { judgePairs } from '../judging/judge-pairs.ts';
import { sumUpLiveRuns } from '../judging/sum-up-live-runs.ts';
import { visibleEffect, withEnoughPairs } from '../judging/visible-effect.ts';
import { LOADS } from '../machine/machine-load.ts';
import { readJsonLines } from '../recording/json-lines.ts';
import { liveRunSchema } from '../recording/live-runs.ts';
import { liveRecordOf, pairRecordOf } from '../recording/record-files.ts';
import { programsOf, type RecordedPair, recordedPairSchema } from '../recording/recorded-pairs.ts';
import { type Calibration, CALIBRATION_SCHEMA_VERSION } from '../result/calibration.ts';
import { availableCountInstruments } from './compare-edits.ts';
import { type CalibrateOptions, judgingOf } from './options.ts';

/** Judges all records in the folder. */
export async function judgeRecords(options: CalibrateOptions): Promise<Calibration> {
  const { folder, signal, onProgress } = options;
  const judging = judgingOf(options);
  const records = await Promise.all(
    LOADS.map(async (load) => ({
      load,
      ...(await readJsonLines(pairRecordOf(folder, load), recordedPairSchema)),
    })),
  );
  const { values: runs } = await readJsonLines(liveRecordOf(folder), liveRunSchema);
  onProgress?.(0, 1, 'judging');
  const visible = await visibleIn(records[0]?.values ?? [], options);
  const rules = { ...judging.rules, minEffect: minEffectOf(visible) };
  const wall: Calibration['wall'] = [];
  for (const { load, values, leftOut } of records) {
    const onStep = (label: string) => onProgress?.(0, 1, `judging ${load}: ${label}`);
    const judged = await judgePairs(values, { ...judging, load, rules, leftOut, signal, onStep });
    if (judged !== null) wall.push(judged);
  }
  return {
    schemaVersion: CALIBRATION_SCHEMA_VERSION,
    calibratedAt: new Date().toISOString(),
    environment: detectEnvironment(),
    visible,
    wall,
    live: LOADS.flatMap((load) => sumUpLiveRuns(runs, load) ?? []),
    counts: await recordedCounts(folder),
  };
}

/** Returns the smallest effect that matters by these quiet pairs. */
export function visibleIn(
  quiet: readonly RecordedPair[],
  options: Pick<CalibrateOptions, 'judging' | 'signal'>,
): Promise<Calibration['visible']> {
  const judging = judgingOf(options);
  const programs = withEnoughPairs(programsOf(quiet));
  return visibleEffect(programs, judging.rules, { ...judging, signal: options.signal });
}

/** Returns the smallest effect that matters in comparisons: the visible one, else the built-in one. */
export function minEffectOf(visible: Calibration['visible']): number {
  return visible.state === 'visible' ? visible.minEffect : wallRules().minEffect;
}

async function recordedCounts(folder: string): Promise<Calibration['counts']> {
  const counts = await Promise.all(
    availableCountInstruments().map((instrument) => sumUpRecordedCounts({ folder, instrument })),
  );
  return counts.filter((calibration) => calibration !== null);
}
