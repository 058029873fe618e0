import { defineMeasurement } from '@night-pilot/perf-host/fork';
import { randomIntegers } from '@night-pilot/perf-report/testing';
import { GeneratedSuite } from './generated-suite.ts';

const COMPARISONS = 100;
const BENCHMARKS = 4;

const number = { kind: 'count', unit: '1', better: 'lower' } as const;

/** Measures whether benchmarks stay unchanged when those around them change places, are added or are removed. */
export default defineMeasurement({
  name: 'reordered benchmarks',
  limitMinutes: 120,
  metrics: { 'comparisons with an alarm': number, 'benchmarks without a verdict': number },
  async run({ signal, progress }) {
    await using suite = await GeneratedSuite.create({ files: 1, benchmarks: BENCHMARKS });
    const random = randomIntegers(17);
    let alarms = 0;
    let undecided = 0;
    for (let done = 0; done < COMPARISONS; done += 1) {
      progress(done, COMPARISONS);
      const order = shuffled([...Array(BENCHMARKS).keys()], random);
      // In turns: another order, one more, one less.
      if (done % 3 === 1) order.splice(random(BENCHMARKS), 0, BENCHMARKS);
      if (done % 3 === 2) order.pop();
      await suite.arrange(order);
      const { exitCode, others, changed } = await suite.compare([], signal);
      // A new or gone benchmark is neither.
      if (exitCode !== 0 || changed > 0) alarms += 1;
      undecided += others;
    }
    return { 'comparisons with an alarm': alarms, 'benchmarks without a verdict': undecided };
  },
});

function shuffled(list: number[], random: (below: number) => number): number[] {
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = random(at + 1);
    [list[at], list[other]] = [list[other] as number, list[at] as number];
  }
  return list;
}
