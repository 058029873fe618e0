import { defineFigures } from '@night-pilot/perf-kit';

/** The figures of concurrent writes, against SimpleDatabase and against better-sqlite3 one by one. */
const concurrentWrites = [
  { callers: 20, againstSimple: 40, againstBare: 10 },
  { callers: 100, againstSimple: 80, againstBare: 20 },
].flatMap(({ callers, againstSimple, againstBare }) => {
  const figure = {
    from: 'bench',
    suite: `durable writes › ${callers} concurrent callers`,
    name: 'HighPerfDatabase',
  } as const;
  return [
    {
      ...figure,
      title: `Durable writes of ${callers} callers at once against SimpleDatabase`,
      against: 'SimpleDatabase',
      min: againstSimple,
    },
    {
      ...figure,
      title: `Durable writes of ${callers} callers at once against better-sqlite3, one by one`,
      against: 'better-sqlite3',
      min: againstBare,
    },
  ];
});

/** What this package promises; `nx figures db` measures it. */
export default defineFigures([
  ...concurrentWrites,
  {
    title: 'Durable writes of one caller against better-sqlite3',
    from: 'bench',
    suite: 'durable writes › one caller',
    name: 'HighPerfDatabase',
    against: 'better-sqlite3',
    min: 0.9,
  },
  {
    title: 'A batch of 100 against single inserts of SimpleDatabase',
    from: 'bench',
    suite: 'createPrompts › a batch of 100',
    name: 'HighPerfDatabase',
    against: 'SimpleDatabase, one by one',
    min: 80,
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
]);
