import type { Check, Finding } from './finding.ts';

const CHECK: Check = { id: 'cores', title: 'cores', matters: ['wall', 'browser'] };

/** Checks the number of cores: with one, the threads of collector and compiler interrupt the benchmark. */
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
