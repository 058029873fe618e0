import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { PerformanceProfiler } from './performance-profiler.ts';

afterEach(() => performance.clearMeasures());

function paths(profiler: PerformanceProfiler): string[] {
  return profiler.profile().map(({ path, count }) => `${path} ${count}`);
}

test('nests checkpoints in the order of calls', () => {
  const profiler = new PerformanceProfiler();
  const parse = () => {
    using _parse = profiler.checkpoint('parse');
  };
  {
    using _whole = profiler.checkpoint('import');
    parse();
    parse();
    using _store = profiler.checkpoint('store');
    parse();
  }
  parse();
  expect(paths(profiler)).toEqual([
    'import 1',
    'import › parse 2',
    'import › store 1',
    'import › store › parse 1',
    'parse 1',
  ]);
});

test('splits the time of a checkpoint into its own and that of its children', async () => {
  const profiler = new PerformanceProfiler();
  {
    using _whole = profiler.checkpoint('whole');
    {
      using _part = profiler.checkpoint('part');
      await setTimeout(20);
    }
    await setTimeout(10);
  }
  const [whole, part] = profiler.profile();
  expect(part?.selfMs).toBe(part?.totalMs);
  expect(whole?.selfMs).toBeCloseTo((whole?.totalMs ?? 0) - (part?.totalMs ?? 0), 9);
});

test('nests overlapping children in their parent, and subtracts their time once', async () => {
  const profiler = new PerformanceProfiler();
  {
    using whole = profiler.checkpoint('whole');
    await Promise.all(
      [30, 20, 10].map(async (ms) => {
        using file = whole.checkpoint('file');
        using _wait = file.checkpoint('wait');
        await setTimeout(ms);
      }),
    );
  }
  expect(paths(profiler)).toEqual(['whole 1', 'whole › file 3', 'whole › file › wait 3']);
  const [whole, file] = profiler.profile();
  expect(file?.totalMs).toBeGreaterThan(whole?.totalMs ?? Infinity);
  expect(whole?.selfMs).toBeGreaterThanOrEqual(0);
  expect(whole?.selfMs).toBeCloseTo((whole?.totalMs ?? 0) - (file?.maxMs ?? 0), 0);
});

test('refuses to end a parent first, and lets both end in order afterwards', () => {
  const profiler = new PerformanceProfiler();
  const outer = profiler.checkpoint('outer');
  const inner = profiler.checkpoint('inner');
  expect(() => outer.end()).toThrow(
    expect.objectContaining({
      code: 'CHECKPOINT_ORDER',
      message: expect.stringMatching(/"outer › inner" to end before its parent "outer"/) as string,
    }),
  );
  inner.end();
  outer.end();
  expect(paths(profiler)).toEqual(['outer 1', 'outer › inner 1']);
});

test('counts a checkpoint once when it is ended twice', () => {
  const profiler = new PerformanceProfiler();
  {
    using once = profiler.checkpoint('once');
    once.end();
  }
  expect(paths(profiler)).toEqual(['once 1']);
});

test('refuses a child of an ended checkpoint', () => {
  const profiler = new PerformanceProfiler();
  const ended = profiler.checkpoint('ended');
  ended.end();
  expect(() => ended.checkpoint('late')).toThrow(/"ended" to be open.*"late"/);
});

test.each(['', 'a › b'])('refuses the name "%s"', (name) => {
  expect(() => new PerformanceProfiler().checkpoint(name)).toThrow(/must not be empty or contain/);
});

test('ends checkpoints when their block throws', () => {
  const profiler = new PerformanceProfiler();
  expect(() => {
    using _whole = profiler.checkpoint('whole');
    using _part = profiler.checkpoint('part');
    throw new Error('no such row');
  }).toThrow('no such row');
  expect(paths(profiler)).toEqual(['whole 1', 'whole › part 1']);
});

test('writes each checkpoint once to the performance timeline, with its original times', () => {
  {
    using profiler = new PerformanceProfiler();
    {
      using _whole = profiler.checkpoint('import');
      using _part = profiler.checkpoint('parse');
    }
    expect(performance.getEntriesByType('measure')).toEqual([]);
    expect(profiler.publish()).toBe(2);
    expect(profiler.publish()).toBe(0);
    profiler.checkpoint('after').end();
  }
  const entries = performance.getEntriesByType('measure');
  expect(entries.map(({ name }) => name)).toEqual(['import', 'import › parse', 'after']);
  const [whole, part, after] = entries;
  expect(part?.startTime).toBeGreaterThanOrEqual(whole?.startTime ?? NaN);
  expect(after?.startTime).toBeGreaterThanOrEqual(
    (whole?.startTime ?? NaN) + (whole?.duration ?? NaN),
  );
});

test('returns one metric per path with a sample per ended checkpoint', () => {
  const profiler = new PerformanceProfiler();
  profiler.checkpoint('open');
  for (let call = 0; call < 3; call += 1) profiler.checkpoint('part').end();
  const [part, ...others] = profiler.metrics();
  expect(others).toEqual([]);
  expect(part).toMatchObject({ name: 'open › part', kind: 'time', unit: 'ms', better: 'lower' });
  expect(part?.samples).toHaveLength(3);
});
