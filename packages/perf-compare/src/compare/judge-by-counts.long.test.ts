import { expect, test } from 'vitest';
import { type CountInstrument, instrumentAvailability } from '@night-pilot/perf-host/count';
import { sampleEnvironment } from '@night-pilot/perf-report/testing';
import { benchArm } from '../testing/bench-arm.ts';
import { endOfBudget, startBudget } from './budget.ts';
import { ComparisonRecord } from './comparison-record.ts';
import { judgeByCounts } from './judge-by-counts.ts';

const valgrind = instrumentAvailability('instructions');
const why = valgrind.state === 'unavailable' ? ` (skipped: ${valgrind.reason})` : '';
const whereCounted = test.skipIf(valgrind.state === 'unavailable');
const LIMIT_MS = 900_000;

async function judge(
  bodies: { base: string; head: string },
  instruments: readonly CountInstrument[],
  { signal = new AbortController().signal, isAskedFor = false } = {},
) {
  const [base, head] = [await benchArm(bodies.base), await benchArm(bodies.head)];
  const record = new ComparisonRecord(
    { base: { root: base.cwd }, head: { root: head.cwd } },
    { project: { name: 'p' }, startedAt: new Date(), environment: sampleEnvironment() },
  );
  const names = { suite: 'test', name: 'it', test: ['test'], instruments: null, failsInBase: null };
  const asked: CountInstrument[] = [];
  const because = await judgeByCounts(
    { ...names, base, head },
    {
      instruments,
      isAskedFor,
      record,
      signal,
      onProgress: (instrument) => asked.push(instrument),
    },
  );
  return { because, asked, ...record.result({ isInterrupted: false }) };
}

const both = ['instructions', 'allocated'] as const;
const bench = (body: string) => `await bench('it', () => { ${body} }).run();`;
const LIST = 'const list = Int32Array.from({ length: 200 }, (_, at) => at);';

whereCounted(
  `calls a search for every item instead of a table a regression by both counts${why}`,
  { timeout: LIMIT_MS },
  async () => {
    const table = `${LIST} ${bench('const seen = new Uint8Array(200); let found = 0; for (const value of list) found += seen[value] ?? 0; return found;')}`;
    const search = `${LIST} ${bench('const seen = []; for (const value of list) if (!seen.includes(value)) seen.push(value); return seen.length;')}`;
    const { because, verdicts } = await judge({ base: table, head: search }, both);
    expect(because).toBeNull();
    expect(verdicts).toMatchObject([
      { verdict: 'regression', series: { instrument: 'instructions' } },
      { verdict: 'regression', series: { instrument: 'allocated' } },
    ]);
  },
);

/** Follows a ring of a million places, in order or across. */
const walk = (step: number) => `
  const ring = new Int32Array(1_000_000);
  for (let at = 0; at < ring.length; at += 1) ring[at] = (at + ${step}) % ring.length;
  ${bench('let at = 0; for (let step = 0; step < 20_000; step += 1) at = ring[at] ?? 0; return at;')}`;

whereCounted(
  `leaves cache misses that no instruction shows to wall time, or is sure at once${why}`,
  { timeout: LIMIT_MS },
  async () => {
    const { because, verdicts } = await judge({ base: walk(1), head: walk(381_007) }, both);
    expect(verdicts[0]).toMatchObject({
      verdict: 'unchanged',
      series: { instrument: 'instructions' },
    });
    const wall = verdicts.find(({ series }) => series.instrument === 'wall');
    if (wall === undefined) expect(because).toMatch(/the CPU time of base's, with 1× the instr/);
    else expect(wall.verdict).toBe('regression');
  },
);

test('calls an iteration of a large part of a second a regression without counting when base takes microseconds', async () => {
  const work = (rounds: number) =>
    bench(
      `let sum = 0; for (let at = 0; at < ${rounds}; at += 1) sum += Math.sqrt(at); return sum;`,
    );
  const { verdicts, because } = await judge({ base: work(1e4), head: work(1e8) }, ['allocated']);
  expect(because).toBeNull();
  expect(verdicts).toMatchObject([
    {
      verdict: 'regression',
      series: { instrument: 'wall' },
      reason: expect.stringMatching(/^head took .* of CPU time for an iteration, base/) as string,
    },
  ]);
});

const grows = `let length = 0; ${bench('return new Array(Math.floor((length += 0.0005))).fill(0);')}`;

test('leaves what counts do not decide to wall time, with the reason', async () => {
  const { because, verdicts } = await judge({ base: grows, head: grows }, ['allocated']);
  expect(verdicts).toMatchObject([
    {
      verdict: 'undecided',
      reason: expect.stringMatching(/^base: not steady: the slopes differ/) as string,
    },
  ]);
  expect(because).toBe('allocated bytes are undecided');
});

test('keeps what was counted when the budget ends, and leaves nothing to wall time', async () => {
  using budget = startBudget({ ms: 1500, stop: endOfBudget('budget', 1500) });
  const bodies = { base: grows, head: grows };
  const { signal } = budget;
  const { because, verdicts, undecided } = await judge(bodies, ['allocated'], { signal });
  expect(because).toBeNull();
  expect(verdicts).toMatchObject([
    {
      verdict: 'undecided',
      reason: expect.stringContaining('the budget of 1.5 s ended') as string,
    },
  ]);
  expect(undecided).toMatchObject([{ instrument: 'allocated', cause: 'budget' }]);
});

test('gives a benchmark that cannot be counted a row only when somebody asked for counts', async () => {
  const sleeps = `await bench('it', () => new Promise((resolve) => setTimeout(resolve, 2))).run();`;
  const bodies = { base: sleeps, head: sleeps };
  const asked = await judge(bodies, ['allocated'], { isAskedFor: true });
  expect(asked.verdicts).toMatchObject([
    {
      verdict: 'undecided',
      reason: expect.stringMatching(/^base: it waits for the event loop/) as string,
    },
  ]);
  expect(asked.undecided).toMatchObject([{ instrument: 'allocated', cause: 'not countable' }]);
  const byDefault = await judge(bodies, ['allocated']);
  expect(byDefault.verdicts).toEqual([]);
  expect(byDefault.because).toMatch(/it waits for the event loop/);
});
