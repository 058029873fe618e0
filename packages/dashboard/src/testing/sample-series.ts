import type { SiteSeries } from '../site-data.ts';

/** Story of a sample series: its standing in the newest run, or a broken budget. */
export type Story = NonNullable<SiteSeries['verdict']>['verdict'] | 'absent' | 'budget broken';

export interface SampleSeries extends Pick<
  SiteSeries,
  'project' | 'suite' | 'name' | 'instrument' | 'kind' | 'unit' | 'better'
> {
  /** Typical value, in the unit. */
  typical: number;
  /** Standard deviation between runs, relative. */
  noise: number;
  story: Story;
}

const WRITERS = 'inserts › 20 concurrent writers';
const OPS = { instrument: 'wall', kind: 'throughput', unit: 'ops/s', better: 'higher' } as const;
const TIME = { instrument: 'wall', kind: 'time', unit: 'ns', better: 'lower' } as const;
const PAGE = { instrument: 'browser', kind: 'time', unit: 'ms', better: 'lower' } as const;
const RATIO = { instrument: 'wall', kind: 'ratio', unit: 'x', better: 'higher' } as const;
const COUNT = { instrument: 'instructions', kind: 'count', unit: '1', better: 'lower' } as const;
const SIZE = { instrument: 'browser', kind: 'size', unit: 'bytes', better: 'lower' } as const;

/** Ten series like those of this workspace, each with a story. */
export const SAMPLE_SERIES: SampleSeries[] = [
  {
    ...{ project: 'db', suite: WRITERS, name: 'SimpleDatabase', ...OPS },
    ...{ typical: 1_550, noise: 0.015, story: 'unchanged' },
  },
  {
    ...{ project: 'db', suite: WRITERS, name: 'HighPerfDatabase', ...OPS },
    ...{ typical: 50_200, noise: 0.02, story: 'unchanged' },
  },
  {
    ...{ project: 'db', suite: WRITERS, name: 'HighPerfDatabase : SimpleDatabase', ...RATIO },
    ...{ typical: 32.4, noise: 0.02, story: 'budget broken' },
  },
  {
    ...{ project: 'db', suite: 'reads', name: 'point read', ...TIME },
    ...{ typical: 2_780, noise: 0.012, story: 'improvement' },
  },
  {
    ...{ project: 'db', suite: 'reads', name: 'list of 1,000', ...TIME },
    ...{ typical: 333_000, noise: 0.014, story: 'regression' },
  },
  {
    ...{ project: 'db', suite: 'reads', name: 'list of 1,000', ...COUNT },
    ...{ typical: 772_235, noise: 0.0004, story: 'unchanged' },
  },
  {
    ...{ project: 'app', suite: 'load', name: '20 parallel creates', ...TIME },
    ...{ typical: 6_400_000, noise: 0.03, story: 'undecided' },
  },
  {
    ...{ project: 'app', suite: 'load', name: '100 operations at 25', ...OPS },
    ...{ typical: 4_100, noise: 0.03, story: 'incomparable' },
  },
  {
    ...{ project: 'app', suite: 'page', name: 'list appears after a reload', ...PAGE },
    ...{ typical: 84, noise: 0.025, story: 'unchanged' },
  },
  {
    ...{ project: 'app', suite: 'page', name: 'size of scripts', ...SIZE },
    ...{ typical: 46_300, noise: 0.0001, story: 'absent' },
  },
];
