import { resampleRuns } from '../simulation/recorded-runs.ts';
import { drawPairOrder, type PairOrder } from '@night-pilot/perf-compare/compare';
import { wallRules } from '@night-pilot/perf-compare/judge';
import { formatPercent, renderTable } from '@night-pilot/perf-report/text';
import { readJsonLines } from '../recording/json-lines.ts';
import { recordedPairSchema, programsOf } from '../recording/recorded-pairs.ts';
import { withEnoughPairs } from './visible-effect.ts';

export interface TurnsTableOptions {
  /** Runs of 50 benchmarks behind each line. @default 4_000 */
  runs?: number;
  /** @default 20_261_125 */
  seed?: number;
}

const ORDERS: Record<string, (random: () => number) => PairOrder> = {
  'drawn for every two pairs': drawPairOrder,
  'always A B B A': () => (pair) => (pair % 4 === 0 || pair % 4 === 3 ? 'base' : 'head'),
  'always A first': () => () => 'base',
};

/**
 * Renders the number of runs without a change that raise an alarm, by the order of the turns, from the pairs of a record
 * of `perf-kit calibrate`. It shows why the turns are drawn.
 *
 * @param record Path of `wall-quiet.jsonl` or `wall-loaded.jsonl`.
 * @throws {ReportError} when it cannot be read; {PerfKitError} when it has too few pairs.
 */
export async function turnsTable(record: string, options: TurnsTableOptions = {}): Promise<string> {
  const { runs = 4_000, seed = 20_261_125 } = options;
  const { values } = await readJsonLines(record, recordedPairSchema);
  const programs = withEnoughPairs(programsOf(values));
  return renderTable(
    [
      { title: `alarms in ${runs} runs of 50` },
      { title: 'alarms', align: 'right' },
      { title: 'upper 95 %', align: 'right' },
    ],
    Object.entries(ORDERS).map(([order, turns]) => {
      const { alarms } = resampleRuns(programs, { runs, seed, rules: wallRules(), turns });
      return [order, String(alarms.alarms), formatPercent(alarms.upper95)];
    }),
  );
}
