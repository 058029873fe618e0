import { type CountInstrument, instrumentAvailability } from '@night-pilot/perf-host/count';
import { calibrateCounts } from '../counts/calibrate-counts.ts';
import { DEFAULT_SIZES } from '../counts/calibration-versions.ts';
import type { CalibrateOptions } from './options.ts';

/** Compares generated edits by every count instrument of this machine. Each comparison takes up to a minute. */
export async function compareEdits(
  edits: number,
  { folder, signal, onProgress }: CalibrateOptions,
): Promise<void> {
  for (const instrument of availableCountInstruments()) {
    // Comparisons beyond a whole calibration would never be judged.
    const aa = Math.min(edits, DEFAULT_SIZES.aa);
    const nullEdits = Math.min(edits, DEFAULT_SIZES.nullEdits);
    // Only some planted edits allocate.
    const planted = instrument === 'allocated' ? 0 : Math.min(edits, DEFAULT_SIZES.planted);
    await calibrateCounts({
      folder,
      instrument,
      sizes: { aa, nullEdits, planted },
      signal,
      onProgress: (done, total) => onProgress?.(done, total, `edits, ${instrument}`),
    });
  }
}

export function availableCountInstruments(): CountInstrument[] {
  return (['instructions', 'allocated'] as const).filter(
    (instrument) => instrumentAvailability(instrument).state === 'available',
  );
}
