import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { measureArm } from '@night-pilot/perf-compare/compare';
import { defineMeasurement } from '@night-pilot/perf-host/fork';
import { mean, meanInterval } from '@night-pilot/perf-report/stats';
import { FUNCTIONS } from './functions.ts';

const TURNS = 12;
/** Below this time, a nanosecond of loop overhead, which differs between functions, is more than a small share. */
const SHORT_NS = 20;
const file = fileURLToPath(new URL('functions.bench.ts', import.meta.url));
// Without a collector to call, mitata allocates a gibibyte before each function instead.
const MITATA = ['--expose-gc', fileURLToPath(new URL('mitata.mjs', import.meta.url))];
const PLAIN_LOOP = [fileURLToPath(new URL('plain-loop.mjs', import.meta.url))];
const cwd = fileURLToPath(new URL('../..', import.meta.url));
const SAMPLING = { timeMs: 200, warmupTimeMs: 100, minSamples: 5, reversed: false };

const functions = { kind: 'count', unit: '1', better: 'higher' } as const;

/** Compares the times of perf-kit, mitata and a plain loop for the same functions, in fresh processes in turns. */
export default defineMeasurement({
  name: 'agreement',
  limitMinutes: 10,
  metrics: {
    'functions whose interval overlaps that of mitata': functions,
    'functions whose interval overlaps that of mitata or of a plain loop': functions,
    'farthest from the nearer of both below 20 ns, in ns': {
      kind: 'time',
      unit: 'ns',
      better: 'lower',
    },
    'farthest from the nearer of both from 20 ns on, as a share': {
      kind: 'ratio',
      unit: '1',
      better: 'lower',
    },
  },
  async run({ signal, progress }) {
    const [ours, mitata, plain] = [new Means(), new Means(), new Means()];
    const runAll = async (args: string[], into: Means) => {
      const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, signal });
      into.add(Object.entries(JSON.parse(stdout) as Record<string, number>));
    };
    for (let turn = 0; turn < TURNS; turn += 1) {
      const sampling = { ...SAMPLING, reversed: turn % 2 === 1 };
      const arm = await measureArm(
        { cwd, file },
        { test: ['agreement'], sampling, limitMs: 60_000, signal },
      );
      if (arm.state === 'failed') throw new Error(arm.error.message);
      ours.add([...arm.forks].map(([name, { samples }]) => [name, mean(samples)]));
      await runAll(MITATA, mitata);
      await runAll(PLAIN_LOOP, plain);
      progress(turn + 1, TURNS);
    }
    const compared = Object.keys(FUNCTIONS).map((name) => {
      const measured = ours.intervalOf(name);
      return [mitata.intervalOf(name), plain.intervalOf(name)].map((reference) => ({
        overlaps: measured.low <= reference.high && reference.low <= measured.high,
        ns: Math.abs(measured.mean - reference.mean),
        share: Math.abs(measured.mean / reference.mean - 1),
        isShort: reference.mean < SHORT_NS,
      }));
    });
    return {
      'functions whose interval overlaps that of mitata': compared.filter(
        ([byMitata]) => byMitata?.overlaps,
      ).length,
      'functions whose interval overlaps that of mitata or of a plain loop': compared.filter(
        (comparisons) => comparisons.some(({ overlaps }) => overlaps),
      ).length,
      'farthest from the nearer of both below 20 ns, in ns': Math.max(
        ...compared
          .filter((comparisons) => comparisons.every(({ isShort }) => isShort))
          .map((comparisons) => Math.min(...comparisons.map(({ ns }) => ns))),
      ),
      'farthest from the nearer of both from 20 ns on, as a share': Math.max(
        ...compared
          .filter((comparisons) => comparisons.some(({ isShort }) => !isShort))
          .map((comparisons) => Math.min(...comparisons.map(({ share }) => share))),
      ),
    };
  },
});

/** Collects the mean time of each function, in ns, from several processes. */
class Means {
  readonly #byName = new Map(Object.keys(FUNCTIONS).map((name) => [name, [] as number[]]));

  add(means: Iterable<readonly [name: string, ns: number]>): void {
    for (const [name, ns] of means) this.#byName.get(name)?.push(ns);
  }

  intervalOf(name: string): { mean: number; low: number; high: number } {
    const means = this.#byName.get(name) ?? [];
    const interval = meanInterval(means);
    if (interval === null) throw new Error(`${name} was not measured often enough.`);
    return { ...interval, mean: mean(means) };
  }
}
