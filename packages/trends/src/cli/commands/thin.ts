import { TrendsError } from '../../errors.ts';
import { thinHistory } from '../../thin/thin-history.ts';
import { withStore } from './with-store.ts';

export interface ThinCommandOptions {
  store?: string;
  /** Number of runs, as text. */
  keep: string;
}

const KILOBYTE = 1_000;

/** `perf-trends thin`: takes the raw samples out of old runs. */
export async function thin({ store, keep }: ThinCommandOptions): Promise<void> {
  if (!/^\d{1,9}$/.test(keep) || Number(keep) === 0) {
    throw new TrendsError(
      'OPTIONS_WRONG',
      `Expected --keep to be a number of runs from 1 on, got ${keep}.`,
    );
  }
  const { runs, before, after } = await withStore(
    store,
    (history) => thinHistory(history, Number(keep)),
    { mustExist: true },
  );
  const freed = Math.round((before - after) / KILOBYTE);
  process.stdout.write(
    `${runs} ${runs === 1 ? 'run' : 'runs'} thinned${runs === 0 ? '' : `, ${freed} kB freed`}\n`,
  );
}
