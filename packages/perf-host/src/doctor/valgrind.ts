import { type Check, type Finding, unknown } from './finding.ts';

const CHECK: Check = { id: 'valgrind', title: 'Valgrind', matters: ['instructions'] };

/** @param output What `valgrind --version` printed; null when it could not be started. */
export function checkValgrind(output: string | null, isLinux: boolean): Finding {
  if (!isLinux) {
    const advice = 'Count instructions on Linux, for example in a container or in CI.';
    return unknown(CHECK, 'instructions are counted on Linux only', advice);
  }
  const version = /^valgrind-(\S+)/m.exec(output ?? '')?.[1];
  if (version !== undefined) return { ...CHECK, state: 'good', found: version, advice: null };
  return {
    ...CHECK,
    state: 'warn',
    found: 'not installed: instructions cannot be counted',
    advice: 'Install it: sudo apt-get install valgrind (Fedora: sudo dnf install valgrind)',
  };
}
