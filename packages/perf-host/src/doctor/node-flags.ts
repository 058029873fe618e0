import type { Check, Finding } from './finding.ts';

const CHECK: Check = {
  id: 'node-flags',
  title: 'Node and V8 flags',
  matters: ['wall', 'instructions', 'allocated', 'browser'],
};
/** Flags that change what is compiled, or that observe the process at its expense. */
const SLOW =
  /^--(inspect|jitless|no-opt|no-turbofan|no-maglev|no-sparkplug|max-lazy|predictable|single-threaded|cpu-prof|heap-prof|prof|perf-|trace-|interpreted-frames|experimental-test-coverage)/;
const HARMLESS =
  /^--(no-)?(warnings|deprecation|enable-source-maps|disable-warning|max-old-space-size)/;

/** Node's version and the flags that forks inherit from this process. */
export interface NodeSettings {
  version: string;
  flags: readonly string[];
  /** Value of `NODE_V8_COVERAGE`. */
  coverage: string | undefined;
}

export function checkNodeFlags({ version, flags, coverage }: NodeSettings): Finding {
  const counting = coverage ? ['NODE_V8_COVERAGE'] : [];
  // V8 accepts underscores for dashes.
  const slow = [...flags.filter((flag) => SLOW.test(flag.replaceAll('_', '-'))), ...counting];
  if (slow.length > 0) {
    return {
      ...CHECK,
      state: 'bad',
      found: `${version} with ${slow.join(' ')}`,
      advice: 'Measure without: unset NODE_OPTIONS NODE_V8_COVERAGE, and start Node without flags.',
    };
  }
  const unknownFlags = flags.filter((flag) => flag.startsWith('-') && !HARMLESS.test(flag));
  if (unknownFlags.length > 0) {
    const advice =
      'Give the same flags to everything that you compare, or none: unset NODE_OPTIONS';
    return { ...CHECK, state: 'warn', found: `${version} with ${unknownFlags.join(' ')}`, advice };
  }
  return { ...CHECK, state: 'good', found: `${version}, none that matters`, advice: null };
}
