import { describe, test } from 'vitest';
import { judgeRun } from '../src/judge/judge-run.ts';
import { identity } from '../src/testing/reports.ts';
import { seededNormal } from '../src/testing/random.ts';

const SERIES = 40;
const RUNS = 30;

describe('judging a run', () => {
  test(`${SERIES} series of ${RUNS} runs`, async ({ bench }) => {
    const normal = seededNormal(1);
    const mean = () => 100 * Math.exp(normal() / 50);
    const series = Array.from({ length: SERIES }, (_, index) => ({
      identity: identity(`benchmark ${index}`),
      fingerprint: 'one machine',
      ...({ kind: 'time', unit: 'ns', better: 'lower', resolution: 0, isSteady: true } as const),
      mean: mean(),
      earlier: Array.from({ length: RUNS }, (_, run) => ({
        run: `${run}`,
        sha: null,
        mean: mean(),
      })),
      elsewhere: null,
    }));
    const head = { id: 'head', sha: null };
    const options = { instruments: ['instructions', 'allocated'] } as const;
    await bench('judgeRun', options, () => judgeRun(head, series)).run();
  });
});
