import { expect, test } from 'vitest';
import { samplePairs } from '../testing/sample-pairs.ts';
import { sampleFork } from '@night-pilot/perf-report/testing';
import { programsOf } from './recorded-pairs.ts';

const [pair] = samplePairs({ seed: 1, spreads: { sort: 0.01 }, pairs: 1 });
if (pair === undefined) throw new Error('expected a pair');

test('compares the later fork with the earlier one, whichever version it was', () => {
  const arms = { base: sampleFork([1000]), head: sampleFork([1100]) };
  const [program] = programsOf([
    { ...pair, ...arms, first: 'base' },
    { ...pair, ...arms, first: 'head' },
  ]);
  expect(program?.program).toBe('sample › sort');
  const [recording = []] = program?.recordings ?? [];
  expect(recording.map(({ logRatio }) => logRatio)).toEqual([
    expect.closeTo(Math.log(1.1), 12),
    expect.closeTo(-Math.log(1.1), 12),
  ]);
});

test('separates programs and recordings, in the order of measuring', () => {
  const spreads = { sort: 0.01, parse: 0.02 };
  const kept = [1, 2].flatMap((seed) => samplePairs({ seed, spreads, pairs: 3 }));
  const programs = programsOf(kept);
  expect(programs.map(({ program }) => program)).toEqual(['sample › sort', 'sample › parse']);
  for (const { recordings } of programs) {
    expect(recordings.map((recording) => recording.length)).toEqual([3, 3]);
  }
});

test('sets a pair aside by what was usual in all programs of its recording', () => {
  const kept = samplePairs({ seed: 3, spreads: { sort: 0.01, parse: 0.02 }, pairs: 5 });
  const last = kept.at(-1);
  if (last === undefined) throw new Error('expected a pair');
  const stolen = {
    ...last,
    head: { ...last.head, disturbance: { ...last.head.disturbance, stealMs: 50 } },
  };
  const setAside = (pairs: typeof kept) =>
    programsOf(pairs).map(({ recordings }) =>
      recordings.flat().map(({ isSetAside }) => isSetAside),
    );
  expect(setAside([...kept.slice(0, -1), stolen])).toEqual([
    [false, false, false, false, false],
    [false, false, false, false, true],
  ]);
  expect(setAside([stolen]), 'nothing is usual yet').toEqual([[false]]);
});
