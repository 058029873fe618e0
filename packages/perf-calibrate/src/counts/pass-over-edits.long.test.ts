import { expect, test } from 'vitest';
import { instrumentAvailability } from '@night-pilot/perf-host/count';
import { passOverEdits } from './pass-over-edits.ts';

const availability = instrumentAvailability('instructions');
const skipped = availability.state === 'unavailable' ? ` (skipped: ${availability.reason})` : '';

test.skipIf(availability.state === 'unavailable')(
  `calls no planted edit unchanged, and most comments unchanged, where all programs share a process${skipped}`,
  { timeout: 900_000 },
  async () => {
    const { signal } = new AbortController();
    const { planted, nullEdits } = await passOverEdits({
      sizes: { nullEdits: 6, planted: 6 },
      signal,
    });
    expect(planted).toEqual({ edits: 12, calledUnchanged: 0 });
    expect(nullEdits.edits).toBe(6);
    // On a busy machine, CPU times may differ too much: such a benchmark is counted alone.
    expect(nullEdits.calledUnchanged).toBeGreaterThan(3);
  },
);
