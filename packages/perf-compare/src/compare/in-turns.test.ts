import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { wallRules } from '../judge/wall-rules.ts';
import { sampleFork } from '@night-pilot/perf-report/testing';
import { type InTurnsOptions, measureInTurns } from './in-turns.ts';
import type { PairedTest, Turn } from '../versions/turn.ts';

/** A test whose turns give planted forks, and the turns that were taken of it. */
function planted(give: (turn: Turn) => number | Error): { test: PairedTest; taken: Turn[] } {
  const taken: Turn[] = [];
  return {
    taken,
    test: {
      suite: 'suite',
      benchmarks: ['it'],
      take: async (turn) => {
        taken.push(turn);
        const given = give(turn);
        if (given instanceof Error) {
          return { state: 'failed', error: { code: null, message: given.message } };
        }
        return { state: 'measured', forks: new Map([['it', sampleFork([given])]]) };
      },
    },
  };
}

const measure = async (
  test: PairedTest,
  budgetMs = 60_000,
  options: Partial<InTurnsOptions> = {},
) => {
  const [result] = await measureInTurns([test], { rules: wallRules(), budgetMs, ...options });
  if (result === undefined) throw new Error('expected a result');
  return result;
};

/** 1 % to either side, pair by pair. */
const scattered = (pair: number | null) => ((pair ?? 0) % 2 === 0 ? 1.01 : 0.99);

test('takes turns until a change is found, with both sides first equally often', async () => {
  const { test, taken } = planted(({ side, pair }) => {
    if (pair === null) return 1_000_000;
    return side === 'base' ? 100 : 120 * scattered(pair);
  });
  const { judgement, base, head } = await measure(test);
  expect(judgement).toMatchObject({ state: 'regression', pairs: 10 });
  // First forks are not counted.
  expect(taken.slice(0, 2)).toMatchObject([
    { side: 'base', pair: null, only: ['it'] },
    { side: 'head', pair: null, only: ['it'] },
  ]);
  expect([base, head].map((forks) => forks.length)).toEqual([10, 10]);
  const firsts = taken.slice(2).filter((_, index) => index % 2 === 0);
  expect(firsts.map(({ pair }) => pair)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(firsts.filter(({ side }) => side === 'base')).toHaveLength(5);
});

test('calls equal sides unchanged, and undecided when the budget ends first', async () => {
  const equal = () =>
    planted(({ side, pair }) => (side === 'base' ? 100 : 100 * scattered(pair) ** 0.1));
  expect((await measure(equal().test)).judgement).toMatchObject({ state: 'unchanged' });
  const { judgement } = await measure(equal().test, 0);
  expect(judgement).toMatchObject({ state: 'undecided', finding: null });
});

test('keeps a pair with a disturbed fork, sets it aside, and measures another one', async () => {
  const { test, taken } = planted(() => 100);
  const take = test.take;
  test.take = async (turn) => {
    const result = await take(turn);
    const fork = result.state === 'measured' ? result.forks.get('it') : undefined;
    if (fork !== undefined && turn.pair === 8 && turn.side === 'head') {
      fork.disturbance.stealMs = fork.durationMs;
    }
    return result;
  };
  const { base, head } = await measure(test);
  expect(base[8]?.setAside).toMatch(/stolen/);
  expect(head[8]?.setAside).toMatch(/stolen/);
  expect(head.filter(({ setAside }) => setAside === null)).toHaveLength(head.length - 1);
  expect(taken.length).toBe(2 + 2 * head.length);
});

test('decides benchmarks that keep every core busy beside others that do not', async () => {
  const waiting = [0, 0, 0, 0, 0, 0.9, 0.9, 0.9];
  const tests = waiting.map((share) => {
    const { test } = planted(({ pair }) => 100 * scattered(pair) ** 0.1);
    const take = async (turn: Turn) => {
      const result = await test.take(turn);
      const fork = result.state === 'measured' ? result.forks.get('it') : undefined;
      if (fork !== undefined) fork.disturbance.cpuPressureMs = share * fork.durationMs;
      return result;
    };
    return { ...test, take };
  });
  const results = await measureInTurns(tests, { rules: wallRules(), budgetMs: 60_000 });
  expect(results.map(({ judgement }) => judgement.state)).toEqual(tests.map(() => 'unchanged'));
  const forks = results.flatMap(({ base, head }) => [...base, ...head]);
  expect(forks.filter(({ setAside }) => setAside !== null)).toEqual([]);
});

test('measures a benchmark no more after it failed in any turn', async () => {
  const { test, taken } = planted(({ side, pair }) =>
    side === 'head' && pair === 3 ? new Error('no luck') : 100,
  );
  expect(await measure(test)).toMatchObject({ error: 'head: no luck' });
  expect(taken.at(-1)?.pair).toBe(3);
});

test('decides a change by a factor after four pairs, unless two speeds of a program could explain it', async () => {
  const slower = (factor: number) =>
    planted(({ side, pair }) => (side === 'base' ? 100 : 100 * factor * scattered(pair)));
  expect((await measure(slower(40).test)).judgement).toMatchObject({
    state: 'regression',
    pairs: 4,
  });
  expect((await measure(slower(2).test)).judgement).toMatchObject({
    state: 'regression',
    pairs: 10,
  });
});

test('calls a head that does not end outlasted, not failed, when base ends', async () => {
  const { test, taken } = planted(() => 100);
  const take = test.take;
  test.take = async (turn) => {
    const result = await take(turn);
    const error = { code: 'TIME_LIMIT', message: 'did not end' };
    return turn.side === 'head' ? { state: 'failed', error } : result;
  };
  const { error, outlasted } = await measure(test);
  expect(error).toBeNull();
  expect(outlasted).toMatchObject({ side: 'head', took: { state: 'unended', limitMs: 15_000 } });
  expect(taken).toHaveLength(2);
});

test('does not count time in which forks wait for a CPU, unless the budget is on the clock', async () => {
  const busy = () => {
    const { test, taken } = planted(({ side, pair }) =>
      side === 'base' ? 100 : 101 * scattered(pair) ** 4,
    );
    const take = test.take;
    test.take = async (turn) => {
      await setTimeout(5);
      const result = await take(turn);
      return result.state === 'measured' ? { ...result, waitedForCpuMs: 1000 } : result;
    };
    return { test, taken };
  };
  const stretched = busy();
  expect((await measure(stretched.test, 50)).base).toHaveLength(48);
  const onTheClock = await measure(busy().test, 50, { isOnTheClock: true });
  expect(onTheClock.base.length).toBeLessThan(10);
  expect(onTheClock.judgement).toMatchObject({
    state: 'undecided',
    stop: { cause: 'budget', text: 'the budget of 0.05 s ended' },
  });
});

test('subtracts the time that a benchmark has used before', async () => {
  const { test } = planted(() => 100);
  const spent = { isOnTheClock: true, spentMs: () => 60_000 };
  expect((await measure(test, 60_000, spent)).judgement).toMatchObject({
    state: 'undecided',
    stop: { cause: 'budget', text: 'the budget of 60 s ended' },
  });
});

test('spends the time that is left on what seems to have changed when it does not do for all', async () => {
  const taken: string[] = [];
  const testOf = (suite: string, head: number) => {
    const { test } = planted(({ side, pair }) => {
      if (pair !== null && side === 'base') taken.push(suite);
      return side === 'base' ? 100 : head * scattered(pair);
    });
    return { ...test, suite };
  };
  const tests = [testOf('same', 100), testOf('changed', 120)];
  const options = { rules: wallRules(), budgetMs: 60_000, totalLeftMs: () => 0 };
  const results = await measureInTurns(tests, options);
  expect(results.map(({ judgement }) => judgement.state)).toEqual(['unchanged', 'regression']);
  const [, , , firstLook = -1] = [...taken.keys()].filter((turn) => taken[turn] === 'changed');
  expect(taken.slice(firstLook + 1, firstLook + 7)).toEqual(Array(6).fill('changed'));
});
