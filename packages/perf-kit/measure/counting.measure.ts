import { fileURLToPath } from 'node:url';
import { countBenchmark } from '../src/instruments/count-benchmark.ts';
import type { CountInstrument } from '../src/instruments/count-result.ts';
import { defineMeasurement } from '../src/measurement/define-measurement.ts';

const file = fileURLToPath(new URL('counted.bench.ts', import.meta.url));
const cwd = fileURLToPath(new URL('..', import.meta.url));
const BENCHMARKS = [
  'JSON parsing',
  'arithmetic',
  'allocation',
  'async',
  'zod validation',
  'SQLite',
];
const REPEATS = 2;

/** How far counts of one and the same program differ, count by count (each of several processes). */
export default defineMeasurement({
  name: 'counting',
  limitMinutes: 60,
  metrics: {
    'programs without a count of instructions': { kind: 'count', unit: '1', better: 'lower' },
    'largest spread of instructions': { kind: 'ratio', unit: '1', better: 'lower' },
    'largest spread of allocated bytes': { kind: 'ratio', unit: '1', better: 'lower' },
    'seconds for a count of instructions': { kind: 'time', unit: 's', better: 'lower' },
  },
  async run({ signal, progress }) {
    const total = 2 * BENCHMARKS.length * REPEATS;
    let done = 0;
    const spreads = { instructions: 0, allocated: 0 };
    const seconds: number[] = [];
    let uncounted = 0;
    for (const instrument of ['instructions', 'allocated'] as const) {
      for (const benchmark of BENCHMARKS) {
        const counts: number[] = [];
        for (let repeat = 0; repeat < REPEATS; repeat++) {
          const counted = await count(benchmark, instrument, signal);
          if (counted === null) {
            uncounted += 1;
            done += REPEATS;
            break;
          }
          counts.push(counted.perIteration);
          if (instrument === 'instructions') seconds.push(counted.durationMs / 1_000);
          progress((done += 1), total);
        }
        if (counts.length < REPEATS) continue;
        const spread = (Math.max(...counts) - Math.min(...counts)) / Math.min(...counts);
        spreads[instrument] = Math.max(spreads[instrument], spread);
      }
    }
    return {
      'programs without a count of instructions': uncounted,
      'largest spread of instructions': spreads.instructions,
      'largest spread of allocated bytes': spreads.allocated,
      'seconds for a count of instructions':
        seconds.sort((a, b) => a - b)[seconds.length >> 1] ?? 0,
    };
  },
});

/** @returns null where the slopes never agree: no number is better than a wrong one. */
async function count(benchmark: string, instrument: CountInstrument, signal: AbortSignal) {
  const target = { cwd, file, test: ['counted'], benchmark };
  const result = await countBenchmark(target, { instrument, signal });
  if (result.state === 'counted') return result;
  if (result.state === 'not-steady' && instrument === 'instructions') return null;
  const why = result.state === 'failed' ? result.error.message : result.reason;
  throw new Error(`${benchmark}, ${instrument}: ${why}`);
}
