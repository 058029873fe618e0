import { defineFigures } from '@night-pilot/perf-kit';

const large = { from: 'measure', suite: 'large history' } as const;
const judged = { from: 'measure', suite: 'judging' } as const;
const stored = { from: 'measure', suite: 'ingest' } as const;
const found = { from: 'measure', suite: 'change points' } as const;

/** The promises of this package; `nx figures trends` measures them. */
export default defineFigures([
  {
    ...found,
    title: 'Planted steps of 2 to 20 %: mean F1',
    name: 'mean F1 of planted steps',
    min: 0.975,
  },
  { ...found, title: 'Precision', name: 'precision', min: 0.95 },
  { ...found, title: 'Recall', name: 'recall', min: 0.93 },
  {
    ...found,
    title: 'False change points in 1,000 points without a step',
    name: 'false points in 1,000 quiet ones',
    max: 0.1,
  },
  {
    ...found,
    title: 'Time for ten times 1,000 points, of n log n',
    name: 'growth from 1,000 to 10,000 points, of n log n',
    max: 1,
  },
  {
    ...found,
    title: 'Time for ten times 10,000 points, of n log n',
    name: 'growth from 10,000 to 100,000 points, of n log n',
    max: 1,
  },
  {
    ...found,
    title: 'Time to append a run to 10,000 points, of a full detection',
    name: 'a run appended to 10,000 points, of a full detection',
    max: 0.05,
  },
  {
    ...judged,
    title: 'Steps of 5 % in times that scatter by 2 %, seen within six runs: share',
    name: 'steps of 5 % seen within six runs',
    min: 0.95,
  },
  {
    ...judged,
    title: 'False alarms in 1,000 runs of such times',
    name: 'false alarms in 1,000 runs of one series',
    max: 1,
  },
  {
    ...judged,
    title: 'Unchanged runs of 1,000 series with an alarm: share',
    name: 'unchanged runs of 1,000 series with an alarm',
    max: 0.01,
  },
  {
    ...judged,
    title: 'Steps of 1 % of a count found at the run that has it, of 100',
    name: 'steps of 1 % of a count found at their run',
    min: 100,
  },
  {
    ...large,
    title: 'Check of a run of 1,000 series with 1,000 points each (s)',
    name: 'check of a run',
    max: 2,
  },
  {
    ...large,
    title: 'Data of the pages of this history (s)',
    name: 'data of the pages',
    max: 5,
  },
  {
    ...stored,
    title: 'Points written in a second to 2 million, SQLite',
    name: 'points in a second, written, SQLite',
    min: 100_000,
  },
  {
    ...stored,
    title: 'Points ingested in a second: also validated and compressed, SQLite',
    name: 'points in a second, SQLite',
    min: 100_000,
  },
  {
    ...stored,
    title: 'Cost of a point in 2 million points, of that in 10 thousand, SQLite',
    name: 'cost per point in 2 million points, of that in 10 thousand, SQLite',
    max: 1.5,
  },
  {
    ...stored,
    title: 'Points written in a second to 2 million, PostgreSQL',
    name: 'points in a second, written, PostgreSQL',
    min: 30_000,
  },
  {
    ...stored,
    title: 'Points ingested in a second: also validated and compressed, PostgreSQL',
    name: 'points in a second, PostgreSQL',
    min: 30_000,
  },
  {
    ...stored,
    title: 'Cost of a point in 2 million points, of that in 10 thousand, PostgreSQL',
    name: 'cost per point in 2 million points, of that in 10 thousand, PostgreSQL',
    max: 1.5,
  },
]);
