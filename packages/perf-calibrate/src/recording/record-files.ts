import { join } from 'node:path';
import type { MachineLoad } from '../machine/machine-load.ts';

/** Path of the recorded pairs of a load. */
export function pairRecordOf(folder: string, load: MachineLoad): string {
  return join(folder, `wall-${load}.jsonl`);
}

/** Path of the live runs of all loads. */
export function liveRecordOf(folder: string): string {
  return join(folder, 'live.jsonl');
}
