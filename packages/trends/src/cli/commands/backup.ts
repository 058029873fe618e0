import { backUp } from '../../backup/back-up.ts';
import { restore } from '../../backup/restore.ts';
import { printable } from '../../show/printable.ts';
import { chosenStore, currentWorkspace } from './workspace.ts';

interface StoreOption {
  store?: string;
}

/** `perf-trends backup`: copies the history, and prints the path of the copy. */
export async function backupHistory(file: string | undefined, options: StoreOption): Promise<void> {
  const copy = await backUp(chosenStore(options.store, currentWorkspace), file);
  process.stdout.write(`${printable(copy)}\n`);
}

/** `perf-trends restore`: makes a backup the history, and prints where the present one was put. */
export async function restoreHistory(file: string, options: StoreOption): Promise<void> {
  const { path, aside } = await restore(chosenStore(options.store, currentWorkspace), file);
  const lines = [
    `${path} holds the runs of ${file}.`,
    ...(aside === null ? [] : [`The files that it had before are in ${aside}`]),
  ];
  process.stdout.write(`${lines.map(printable).join('\n')}\n`);
}
