import type { ProfiledVersions } from './profile-versions.ts';

/** The parts of two profiled versions that are shown. */
export type Difference = Pick<ProfiledVersions, 'profiler' | 'trees' | 'changes' | 'timing'> &
  Partial<Pick<ProfiledVersions, 'outside'>>;
