import type { Instrument } from '@night-pilot/perf-report';

/** Kinds of system that differ in the instruments they support. */
export type SystemKind = 'linux-valgrind' | 'linux' | 'macos' | 'windows';

type Judging = Exclude<Instrument, 'browser'>;

/** For each kind of system `yes`, or what is missing there in a few words. */
export interface Availability {
  instrument: Judging;
  on: Record<SystemKind, string>;
}

/** Where each instrument works. */
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

/** Returns the kind of a system; null for one that perf-kit does not support. */
export function systemKind(platform: NodeJS.Platform, hasValgrind: boolean): SystemKind | null {
  if (platform === 'linux') return hasValgrind ? 'linux-valgrind' : 'linux';
  if (platform === 'darwin') return 'macos';
  return platform === 'win32' ? 'windows' : null;
}
