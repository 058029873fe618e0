import {
  calibrate,
  calibrationFolder,
  LOADS,
  type MachineLoad,
  plantedSlowdown,
} from '@night-pilot/perf-calibrate';
import { defineMeasurement } from '@night-pilot/perf-host/fork';

const FORKS = 1_000;
const LIVE_RUNS = 20;
const RECORD_MS: Record<MachineLoad, number> = { quiet: 20 * 60_000, loaded: 40 * 60_000 };

const share = { kind: 'ratio', unit: '1' } as const;
const number = { kind: 'count', unit: '1' } as const;

/** Measures decisions on wall time on forks recorded on this machine, with those kept by `calibrate`, and in live runs. */
export default defineMeasurement({
  name: 'decisions on recorded forks',
  limitMinutes: 180,
  metrics: {
    'forks recorded, the fewer of both loads': { ...number, better: 'higher' },
    'runs with an alarm, the most of both loads': { ...share, better: 'lower' },
    'runs with an alarm, upper 95 % bound': { ...share, better: 'lower' },
    'share decided of planted slowdowns': { ...share, better: 'higher' },
    'share found of those decided': { ...share, better: 'higher' },
    'planted slowdowns called unchanged': { ...number, better: 'lower' },
    'live runs': { ...number, better: 'higher' },
    'live runs with an alarm': { ...number, better: 'lower' },
  },
  async run({ signal, progress }) {
    const folder = calibrationFolder(import.meta.dirname);
    const recorded = (load: MachineLoad, liveRuns: number) =>
      calibrate({
        folder,
        signal,
        onProgress: progress,
        measure: {
          load,
          forks: FORKS,
          recordMs: RECORD_MS[load],
          live: liveRuns,
          edits: 0,
          again: false,
        },
      });
    await recorded('quiet', LIVE_RUNS);
    // The result of this call covers all kept forks, also the quiet ones.
    const { wall, live } = await recorded('loaded', 0);
    const judged = wall.flatMap((recording) => recording.judged ?? []);
    if (judged.length < LOADS.length)
      throw new Error(
        'Expected enough forks of both loads to judge, recorded too few: measure again with a longer limit.',
      );
    const planted = plantedSlowdown(
      wall.find(({ load }) => load === 'quiet')?.judged?.programs ?? [],
    );
    if (planted === null) throw new Error('Expected judged programs, found none.');
    return {
      'forks recorded, the fewer of both loads': Math.min(
        ...wall.map(({ recorded }) => recorded.forks),
      ),
      'runs with an alarm, the most of both loads': Math.max(
        ...judged.map(({ alarms }) => alarms.rate),
      ),
      'runs with an alarm, upper 95 % bound': Math.max(
        ...judged.map(({ alarms }) => alarms.upper95),
      ),
      'share decided of planted slowdowns': planted.decided,
      'share found of those decided': planted.found,
      'planted slowdowns called unchanged': planted.calledUnchanged,
      'live runs': live.reduce((sum, { runs }) => sum + runs, 0),
      'live runs with an alarm': live.reduce((sum, { alarms }) => sum + alarms, 0),
    };
  },
});
