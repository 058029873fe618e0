import { expect, test } from 'vitest';
import { recordedFiles } from './system-files.ts';
import { checkTurbo } from './turbo.ts';

const INTEL = '/sys/devices/system/cpu/intel_pstate/no_turbo';
const BOOST = '/sys/devices/system/cpu/cpufreq/boost';

test.each([
  [{ [INTEL]: '0\n' }, 'warn', `echo 1 | sudo tee ${INTEL}`],
  [{ [INTEL]: '1\n' }, 'good', null],
  [{ [BOOST]: '1\n' }, 'warn', `echo 0 | sudo tee ${BOOST}`],
  [{ [BOOST]: '0\n' }, 'good', null],
  [{}, 'unknown', null],
])('%j is %s', (texts, state, command) => {
  const { state: told, advice } = checkTurbo(recordedFiles(texts));
  expect(told).toBe(state);
  if (command === null) expect(advice).toBeNull();
  else expect(advice).toContain(command);
});
