import type { ProfiledVersions } from './profile-versions.ts';

/** What is shown of two profiled versions. */
export type Difference = Pick<ProfiledVersions, 'profiler' | 'trees' | 'changes' | 'timing'> &
  Partial<Pick<ProfiledVersions, 'outside'>>;
