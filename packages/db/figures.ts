import { defineFigures } from '@night-pilot/perf-kit';

/** What this package promises; `nx figures db` measures it. */
export default defineFigures([
  {
    title: 'Durable writes at 20 concurrent callers, HighPerfDatabase against SimpleDatabase',
    from: 'bench',
    suite: 'durable writes › 20 concurrent callers',
    name: 'HighPerfDatabase',
    against: 'SimpleDatabase',
    min: 20,
  },
  {
    title: 'Share of 100 stress operations at once that succeed',
    from: 'load',
    suite: 'HighPerfDatabase under stress › 100 operations at once',
    name: 'success',
    min: 1,
  },
]);
