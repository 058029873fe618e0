import type { Task } from 'tinybench';
import { HostError } from './errors.ts';

/** A phase of a benchmark, by tinybench's name. */
export type PhaseMode = 'warmup' | 'run';

/**
 * Makes the task that hooks find in `this`, and `setup` and `teardown` in their first argument: the part of tinybench's
 * task that is known around a phase. Anything else is refused by name.
 */
export function hookTask(name: string, mode: PhaseMode): Task {
  const known = {
    name,
    runs: 0,
    detectedResolution: undefined,
    result: {
      state: mode === 'run' ? 'started' : 'not-started',
      runtime: 'node',
      runtimeVersion: process.versions.node,
      timestampProviderName: 'performanceNow',
    },
  };
  return new Proxy(known, {
    get(target, property, receiver) {
      if (typeof property === 'symbol' || property in target) {
        return Reflect.get(target, property, receiver) as unknown;
      }
      throw HostError.notSupplied(`"${property}" of a hook's task`);
    },
  }) as unknown as Task;
}
