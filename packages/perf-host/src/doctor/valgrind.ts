import type { Valgrind } from '../count/find-valgrind.ts';
import { type Check, type Finding, unknown } from './finding.ts';

const CHECK: Check = { id: 'valgrind', title: 'Valgrind', matters: ['instructions'] };

export function checkValgrind(valgrind: Valgrind): Finding {
  switch (valgrind.state) {
    case 'found':
      return { ...CHECK, state: 'good', found: valgrind.version, advice: null };
    case 'missing':
      return {
        ...CHECK,
        state: 'warn',
        found: 'not installed: instructions cannot be counted',
        advice: 'Install it: sudo apt-get install valgrind (Fedora: sudo dnf install valgrind)',
      };
    case 'broken':
      return {
        ...CHECK,
        state: 'warn',
        found: `${valgrind.path} does not start: instructions cannot be counted`,
        advice: 'Install it again: sudo apt-get install --reinstall valgrind',
      };
    case 'unsupported': {
      const advice = 'Count instructions on Linux, for example in a container or in CI.';
      return unknown(CHECK, 'instructions are counted on Linux only', advice);
    }
  }
}
