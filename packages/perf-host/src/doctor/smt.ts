import { type Check, type Finding, unknown } from './finding.ts';
import type { SystemFiles } from './system-files.ts';

const CHECK: Check = { id: 'smt', title: 'hyper-threading', matters: ['wall', 'browser'] };
const FOLDER = '/sys/devices/system/cpu/smt';

/** Checks whether two threads share a core: a busy neighbour halves the speed of a benchmark. */
export function checkSmt(files: SystemFiles): Finding {
  const active = files.read(`${FOLDER}/active`)?.trim();
  if (active === undefined) return unknown(CHECK, 'not told by this system');
  if (active === '1') {
    const advice = `Turn it off while you measure: echo off | sudo tee ${FOLDER}/control`;
    return { ...CHECK, state: 'warn', found: 'on: two threads share a core', advice };
  }
  const control = files.read(`${FOLDER}/control`)?.trim();
  const found = control === 'notsupported' ? 'none seen from here' : 'off';
  return { ...CHECK, state: 'good', found, advice: null };
}
