import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type CountTarget,
  instrumentAvailability,
  openSession,
  perIterationOf,
} from '@night-pilot/perf-host/count';
import { judgeCounts } from '../judge/judge-counts.ts';
import { writeProject } from '@night-pilot/perf-report/testing';
import { countInstructionsOfPair } from './count-instructions-of-pair.ts';
import { countedArmOf } from './counted-arm.ts';

const valgrind = instrumentAvailability('instructions');
const skipped = valgrind.state === 'unavailable' ? ` (skipped: ${valgrind.reason})` : '';

/** Sums a list, reading one property of each item, or two. */
async function versionWith(read: string) {
  const { root } = await writeProject({
    'one.bench.ts': `import { test } from 'vitest';
      const list = Array.from({ length: 500 }, (_, id) => ({ id, more: { weight: id % 7 } }));
      test('test', async ({ bench }) => {
        await bench('sum', () => {
          let sum = 0;
          for (const item of list) sum += ${read};
          return sum;
        }).run();
      });`,
  });
  return { cwd: root, file: join(root, 'one.bench.ts'), test: ['test'], benchmark: 'sum' };
}

test.skipIf(valgrind.state === 'unavailable')(
  `calls one more property read a regression, repeating within 0.05 %${skipped}`,
  { timeout: 900_000 },
  async () => {
    if (valgrind.state === 'unavailable' || valgrind.valgrind === null) throw new Error(skipped);
    const versions = await Promise.all([
      versionWith('item.id'),
      versionWith('item.id + item.more.weight'),
    ]);
    const { path } = valgrind.valgrind;
    const open = (target: CountTarget) => openSession(target, { instrument: 'instructions' });
    await using stack = new AsyncDisposableStack();
    const [before, after] = versions;
    const arms = [
      { session: stack.use(await open(before)), target: before },
      { session: stack.use(await open(after)), target: after },
    ] as const;
    const options = { valgrind: path, iterationMs: 0.001, isEnough: () => false };
    const { instructions } = await countInstructionsOfPair(arms, options);
    const [base, head] = instructions;
    if (base?.state !== 'counted' || head?.state !== 'counted') {
      throw new Error(JSON.stringify([base, head]));
    }
    expect(head.schedule).toEqual(base.schedule);
    for (const { repeats } of [base, head]) {
      const [first, again] = repeats.map(perIterationOf);
      expect(Math.abs((again ?? NaN) / (first ?? NaN) - 1)).toBeLessThan(0.0005);
    }
    const judgement = judgeCounts({ base: countedArmOf(base), head: countedArmOf(head) });
    expect(judgement.state).toBe('regression');
  },
);
