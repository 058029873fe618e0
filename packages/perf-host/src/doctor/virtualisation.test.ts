import { expect, test } from 'vitest';
import { recordedFiles } from './system-files.ts';
import { checkVirtualisation } from './virtualisation.ts';

const cpuinfo = (flags: string) => ({
  '/proc/cpuinfo': `processor\t: 0\nmodel name\t: AMD EPYC\nflags\t\t: ${flags}\n\nprocessor\t: 1\n`,
});

test.each([
  [cpuinfo('fpu vme hypervisor lahf_lm'), 'warn', 'yes'],
  [
    { ...cpuinfo('fpu hypervisor'), '/sys/class/dmi/id/product_name': 'KVM\n' },
    'warn',
    'yes (KVM)',
  ],
  [{ ...cpuinfo('fpu vme'), '/sys/hypervisor/type': 'xen\n' }, 'warn', 'yes'],
  [cpuinfo('fpu vme lahf_lm'), 'good', 'no'],
  [
    { '/proc/cpuinfo': 'processor\t: 0\nFeatures\t: fp asimd\n' },
    'unknown',
    'not told by this system',
  ],
  [{}, 'unknown', 'not told by this system'],
])('%# is %s', (texts, state, found) => {
  expect(checkVirtualisation(recordedFiles(texts as Record<string, string>))).toMatchObject({
    state,
    found,
  });
});
