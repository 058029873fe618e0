import { calibrationFolder } from '@night-pilot/perf-calibrate';
import { calibrateCounts, type PlantedFound } from '@night-pilot/perf-calibrate/counts';
import { defineMeasurement } from '@night-pilot/perf-host/fork';

/** Keeps the comparisons of `perf-kit calibrate` and of earlier measurements, which are not repeated. */
const folder = calibrationFolder(import.meta.dirname);

const share = { kind: 'ratio', unit: '1' } as const;
const number = { kind: 'count', unit: '1', better: 'lower' } as const;

/** Measures which edits with a known effect counting finds in six programs, and which edits it mistakes for a change. */
export default defineMeasurement({
  name: 'counts of edited programs',
  limitMinutes: 360,
  metrics: {
    'programs without a count of instructions': number,
    'largest spread of instructions': { ...share, better: 'lower' },
    'largest spread of allocated bytes': { ...share, better: 'lower' },
    'equal programs that raise an alarm': number,
    'null edits that raise an alarm': number,
    'equal programs and null edits left undecided': number,
    'largest move by a null edit': { ...share, better: 'lower' },
    'largest move by code in another file': { ...share, better: 'lower' },
    'found of planted 1 %': { ...share, better: 'higher' },
    'found of planted 0.5 %': { ...share, better: 'higher' },
    'least that a planted edit adds, of what was planted': { ...share, better: 'higher' },
    'seconds for a benchmark in both versions': { kind: 'time', unit: 's', better: 'lower' },
  },
  async run({ signal, progress }) {
    const instructions = await calibrateCounts({
      folder,
      instrument: 'instructions',
      signal,
      onProgress: progress,
    });
    const allocated = await calibrateCounts({
      folder,
      instrument: 'allocated',
      sizes: { aa: 2 * instructions.programs.length, nullEdits: 0, planted: 0 },
      signal,
    });
    const { programs, aa, nullEdits, planted } = instructions;
    const seconds = planted.flatMap(({ medianSeconds }) => medianSeconds ?? []);
    return {
      'programs without a count of instructions': programs.filter(
        ({ notCounted }) => notCounted !== null,
      ).length,
      'largest spread of instructions': aa.largestSpread,
      'largest spread of allocated bytes': allocated.aa.largestSpread,
      'equal programs that raise an alarm': aa.alarms,
      'null edits that raise an alarm': nullEdits.alarms,
      'equal programs and null edits left undecided': aa.undecided + nullEdits.undecided,
      'largest move by a null edit': nullEdits.inPlace.largestMove,
      'largest move by code in another file': nullEdits.moved.largestMove,
      'found of planted 1 %': foundOf(planted, 0.01),
      'found of planted 0.5 %': foundOf(planted, 0.005),
      'least that a planted edit adds, of what was planted': Math.min(
        ...planted.map(({ share, effects }) => (effects?.least ?? NaN) / share),
      ),
      'seconds for a benchmark in both versions': Math.max(...seconds),
    };
  },
});

function foundOf(planted: readonly PlantedFound[], wanted: number): number {
  const result = planted.find(({ share }) => share === wanted);
  return result === undefined ? NaN : result.found / result.edits;
}
