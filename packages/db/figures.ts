import { defineFigures } from '@night-pilot/perf-kit';

/**
 * The figures of concurrent writes. SimpleDatabase waits for the disk once per write, so the ratio to it depends on the disk, and the
 * promise is far below what most disks show. One transaction of the same rows waits once, as HighPerfDatabase does: that
 * ratio shows on any disk how near the store comes to the limit.
 */
const concurrentWrites = [
  { callers: 20, againstLimit: 0.5 },
  { callers: 100, againstLimit: 0.8 },
].flatMap(({ callers, againstLimit }) => {
  const suite = `durable writes › ${callers} concurrent callers`;
  return [
    {
      title: `Durable writes of ${callers} callers at once against SimpleDatabase`,
      from: 'bench',
      suite,
      name: 'HighPerfDatabase',
      against: 'SimpleDatabase',
      min: 10,
    },
    {
      title: `Durable writes of ${callers} callers at once against one transaction of better-sqlite3`,
      from: 'bench',
      suite,
      name: 'HighPerfDatabase',
      against: 'better-sqlite3, one transaction',
      min: againstLimit,
    },
  ] as const;
});

/** The promises of this package; `nx figures db` measures them. */
export default defineFigures([
  ...concurrentWrites,
  {
    title: 'Durable writes of one caller against better-sqlite3',
    from: 'bench',
    suite: 'durable writes › one caller',
    name: 'HighPerfDatabase',
    against: 'better-sqlite3',
    min: 0.9,
    onlyInFigures: true,
  },
  {
    title: 'A batch of 100 against single inserts of SimpleDatabase',
    from: 'bench',
    suite: 'createPrompts › a batch of 100',
    name: 'HighPerfDatabase',
    against: 'SimpleDatabase, one by one',
    min: 10,
  },
  {
    title: 'A batch of 100 against one transaction of better-sqlite3',
    from: 'bench',
    suite: 'createPrompts › a batch of 100',
    name: 'HighPerfDatabase',
    against: 'better-sqlite3',
    min: 0.8,
  },
  {
    title: 'A point read against better-sqlite3',
    from: 'bench',
    suite: 'reads › a point read',
    name: 'HighPerfDatabase',
    against: 'better-sqlite3',
    min: 0.9,
    onlyInFigures: true,
  },
  {
    title: 'A cached list of 1,000 against the same uncached',
    from: 'bench',
    suite: 'reads › a list of 1000',
    name: 'HighPerfDatabase, cached',
    against: 'HighPerfDatabase, uncached',
    min: 50,
  },
  {
    title: 'An uncached list of 1,000 of one caller against better-sqlite3',
    from: 'bench',
    suite: 'reads › a list of 1000',
    name: 'HighPerfDatabase, uncached',
    against: 'better-sqlite3',
    min: 0.8,
  },
  ...[20, 100, 1_000].map(
    (callers) =>
      ({
        title: `Share of ${callers} stress operations at once that succeed`,
        from: 'load',
        suite: `HighPerfDatabase under stress › ${callers} operations at once`,
        name: 'success',
        min: 1,
      }) as const,
  ),
  {
    title: 'Lists of 1,000 while 100 callers write and list, against better-sqlite3',
    from: 'load',
    suite: 'writing and listing with HighPerfDatabase › 100 callers',
    name: 'throughput',
    against: { suite: 'writing and listing with better-sqlite3 › 100 callers' },
    min: 0.4,
  },
  {
    title: 'Event-loop delay (p99) while 100 callers write and list',
    from: 'load',
    suite: 'writing and listing with HighPerfDatabase › 100 callers',
    name: 'loop delay p99',
    max: 10,
    onlyInFigures: true,
  },
  {
    title: 'Event-loop delay (p99) against better-sqlite3 with the same work',
    from: 'load',
    suite: 'writing and listing with HighPerfDatabase › 100 callers',
    name: 'loop delay p99',
    against: { suite: 'writing and listing with better-sqlite3 › 100 callers' },
    min: 1,
  },
  {
    title: 'Memory of the standard workload against a pool of 20 connections',
    from: 'load',
    suite: 'standard workload with HighPerfDatabase › 100 callers',
    name: 'peak memory',
    against: { suite: 'standard workload with a pool of 20 › 100 callers' },
    min: 2,
  },
  {
    title: 'Certain growth of memory after 100,000 of a million operations',
    from: 'measure',
    suite: 'a million mixed operations',
    name: 'growth that is certain',
    max: 0,
  },
  {
    title: 'Total growth of memory since the store was opened',
    from: 'measure',
    suite: 'a million mixed operations',
    name: 'growth in all',
    max: 100 * 1024 * 1024,
  },
  {
    title: 'Cost of a write at 10 million rows against 10 thousand',
    from: 'measure',
    suite: 'a write as the table grows',
    name: 'cost at 10 million rows',
    max: 1.5,
  },
  {
    title: 'Share of the writes of four processes to one file that succeed',
    from: 'measure',
    suite: 'four processes writing one file',
    name: 'success',
    min: 1,
  },
]);
