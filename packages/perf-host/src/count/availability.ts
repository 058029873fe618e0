import type { CountInstrument } from '../fork/bench-options.ts';
import { findValgrind } from './find-valgrind.ts';

export type Availability =
  /** Path and version of Valgrind; null for an instrument that does not use it. */
  | { state: 'available'; valgrind: { path: string; version: string } | null }
  /** The reason says what is missing and what to do. */
  | { state: 'unavailable'; reason: string };

/** Returns whether an instrument works on this machine. */
export function instrumentAvailability(
  instrument: CountInstrument,
  { platform = process.platform, path = process.env['PATH'] ?? '' } = {},
): Availability {
  if (instrument === 'allocated') return { state: 'available', valgrind: null };
  const valgrind = findValgrind({ platform, path });
  switch (valgrind.state) {
    case 'found':
      return {
        state: 'available',
        valgrind: { path: valgrind.path, version: valgrind.version },
      };
    case 'missing':
      return unavailable('instructions need Valgrind: apt-get install valgrind');
    case 'broken':
      return unavailable(`${valgrind.path} does not start: apt-get install --reinstall valgrind`);
    case 'unsupported':
      return unavailable(
        `instructions are counted by Valgrind, which runs Node on Linux only (this is ${platform}): ` +
          'count in a Linux container, or let wall judge',
      );
  }
}

function unavailable(reason: string): Availability {
  return { state: 'unavailable', reason };
}
