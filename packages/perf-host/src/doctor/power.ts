import { type Check, type Finding, unknown } from './finding.ts';
import type { SystemFiles } from './system-files.ts';

const CHECK: Check = { id: 'power', title: 'power source', matters: ['wall', 'browser'] };
const FOLDER = '/sys/class/power_supply';

/** Checks for battery power, on which machines lower their clock. */
export function checkPower(files: SystemFiles, isLinux: boolean): Finding {
  if (!isLinux) return unknown(CHECK, 'not told by Node', 'On a laptop: plug it in.');
  const supplies = files.list(FOLDER).map((name) => ({
    type: files.read(`${FOLDER}/${name}/type`)?.trim(),
    // A mouse has a battery as well: its scope is Device.
    scope: files.read(`${FOLDER}/${name}/scope`)?.trim(),
    status: files.read(`${FOLDER}/${name}/status`)?.trim(),
  }));
  const batteries = supplies.filter(({ type, scope }) => type === 'Battery' && scope !== 'Device');
  if (batteries.length === 0) return { ...CHECK, state: 'good', found: 'no battery', advice: null };
  if (batteries.some(({ status }) => status === 'Discharging')) {
    return { ...CHECK, state: 'bad', found: 'battery', advice: 'Plug the machine in.' };
  }
  return { ...CHECK, state: 'good', found: 'mains', advice: null };
}
