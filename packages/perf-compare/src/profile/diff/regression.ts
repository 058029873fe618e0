import type { Instrument } from '@night-pilot/perf-report';
import type { ProfiledVersions } from './profile-versions.ts';

/** A change that was found before anybody looked for the functions behind it. */
export interface Regression {
  instrument: Instrument;
  /** Relative: 0.2 is 20 % more. null: not known. */
  effect: number | null;
}

/** The functions behind a regression, or why they are not known. */
export interface RegressionProfile extends Regression {
  suite: string;
  name: string;
  result: { state: 'profiled'; profiled: ProfiledVersions } | { state: 'failed'; message: string };
}
