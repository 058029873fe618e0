import { causeOf } from './cause-of.ts';
import type { ProcessEnd } from './watch-child.ts';

/** Returns how a process failed: `exit code 3` or `SIGKILL`; null when it ended with exit code 0. */
export function failureOf({
  exitCode,
  killedBy,
}: Pick<ProcessEnd, 'exitCode' | 'killedBy'>): string | null {
  return killedBy ?? (exitCode === 0 ? null : `exit code ${exitCode}`);
}

/** Says how a process ended before it had measured, with the cause that it printed; where V8 gave up, only V8's reason. */
export function describeEnd({
  exitCode,
  killedBy,
  output,
}: Pick<ProcessEnd, 'exitCode' | 'killedBy' | 'output'>): string {
  const how = killedBy === null ? `with exit code ${exitCode}` : `by ${killedBy}`;
  const printed = /^FATAL ERROR: .*/m.exec(output)?.[0] ?? causeOf(output);
  return `its process ended ${how} before it was measured${printed === '' ? '' : `; it printed: ${printed}`}`;
}
