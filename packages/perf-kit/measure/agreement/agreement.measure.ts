import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { measureArm } from '../../src/compare/wall-arms.ts';
import { defineMeasurement } from '../../src/measurement/define-measurement.ts';
import { mean, meanInterval } from '../../src/stats/mean-interval.ts';
import { FUNCTIONS } from './functions.ts';

const TURNS = 12;
const file = fileURLToPath(new URL('functions.bench.ts', import.meta.url));
// Without a collector to call, mitata allocates a gibibyte before each function instead.
const MITATA = ['--expose-gc', fileURLToPath(new URL('mitata.mjs', import.meta.url))];
const cwd = fileURLToPath(new URL('../..', import.meta.url));
const SAMPLING = { timeMs: 200, warmupTimeMs: 100, minSamples: 5, reversed: false };

/** What perf-kit and mitata say that the same functions take, in fresh processes in turns. */
export default defineMeasurement({
  name: 'agreement with mitata',
  limitMinutes: 10,
  metrics: {
    'functions whose intervals overlap': { kind: 'count', unit: '1', better: 'higher' },
    'farthest of the others below 10 ns, in ns': { kind: 'time', unit: 'ns', better: 'lower' },
    'farthest of the others from 10 ns on, as a share': {
      kind: 'ratio',
      unit: '1',
      better: 'lower',
    },
  },
  async run({ signal, progress }) {
    const names = Object.keys(FUNCTIONS);
    const ours = new Map(names.map((name) => [name, [] as number[]]));
    const theirs = new Map(names.map((name) => [name, [] as number[]]));
    const add = (means: Map<string, number[]>, name: string, ns: number) =>
      means.get(name)?.push(ns);
    for (let turn = 0; turn < TURNS; turn += 1) {
      const sampling = { ...SAMPLING, reversed: turn % 2 === 1 };
      const arm = await measureArm(
        { cwd, file },
        { test: ['agreement'], sampling, limitMs: 60_000, signal },
      );
      if (arm.state === 'failed') throw new Error(arm.error.message);
      for (const [name, { samples }] of arm.forks) add(ours, name, mean(samples));
      const { stdout } = await promisify(execFile)(process.execPath, MITATA, { cwd, signal });
      for (const [name, ns] of Object.entries(JSON.parse(stdout) as Record<string, number>)) {
        add(theirs, name, ns);
      }
      progress(turn + 1, TURNS);
    }
    const compared = names.map((name) => compare(ours.get(name) ?? [], theirs.get(name) ?? []));
    const others = compared.filter(({ overlaps }) => !overlaps);
    const farthest = (some: typeof others, of: (one: (typeof others)[number]) => number) =>
      Math.max(0, ...some.map((one) => Math.abs(of(one))));
    const isShort = ({ mitataNs }: (typeof others)[number]) => mitataNs < 10;
    return {
      'functions whose intervals overlap': compared.length - others.length,
      'farthest of the others below 10 ns, in ns': farthest(others.filter(isShort), ({ ns }) => ns),
      'farthest of the others from 10 ns on, as a share': farthest(
        others.filter((one) => !isShort(one)),
        ({ ns, mitataNs }) => ns / mitataNs,
      ),
    };
  },
});

/** @param ours Means of processes, in ns. */
function compare(ours: readonly number[], theirs: readonly number[]) {
  const [one, other] = [meanInterval(ours), meanInterval(theirs)];
  const overlaps = one !== null && other !== null && one.low <= other.high && other.low <= one.high;
  return { overlaps, ns: mean(ours) - mean(theirs), mitataNs: mean(theirs) };
}
