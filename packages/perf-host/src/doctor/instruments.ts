import type { Instrument } from '@night-pilot/perf-report';

/** The kinds of system that instruments know. */
export type SystemKind = 'linux-valgrind' | 'linux' | 'macos' | 'windows';

type Judging = Exclude<Instrument, 'browser'>;

/** `yes`, or in a few words what is missing there. */
export interface Availability {
  instrument: Judging;
  on: Record<SystemKind, string>;
}

/** Which instrument works where. */
export const INSTRUMENTS: readonly Availability[] = [
  {
    instrument: 'wall',
    on: {
      'linux-valgrind': 'yes',
      linux: 'yes',
      macos: 'yes, disturbance unseen',
      windows: 'yes, disturbance unseen',
    },
  },
  {
    instrument: 'instructions',
    on: { 'linux-valgrind': 'yes', linux: 'no', macos: 'no', windows: 'no' },
  },
  {
    instrument: 'allocated',
    on: { 'linux-valgrind': 'yes', linux: 'yes', macos: 'yes', windows: 'yes' },
  },
];

/** @returns null for a system that perf-kit was not made for. */
export function systemKind(platform: NodeJS.Platform, hasValgrind: boolean): SystemKind | null {
  if (platform === 'linux') return hasValgrind ? 'linux-valgrind' : 'linux';
  if (platform === 'darwin') return 'macos';
  return platform === 'win32' ? 'windows' : null;
}
