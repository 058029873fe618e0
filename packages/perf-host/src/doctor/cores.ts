import type { Check, Finding } from './finding.ts';

const CHECK: Check = { id: 'cores', title: 'cores', matters: ['wall', 'browser'] };

/** With one core the collector's and the compiler's threads stop the benchmark itself. */
export function checkCores(usable: number, present: number): Finding {
  const found = usable === present ? `${usable}` : `${usable} of ${present} usable`;
  if (usable > 1) return { ...CHECK, state: 'good', found, advice: null };
  return {
    ...CHECK,
    state: 'bad',
    found,
    advice:
      "Use at least two: Node's compiler and collector threads need one beside the benchmark.",
  };
}
