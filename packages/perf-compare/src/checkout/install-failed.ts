import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { causeOf, type ProcessEnd } from '@night-pilot/perf-host/process';
import { diskFull } from './disk-full.ts';

/** Makes the error of a package manager that could not install a version. */
export function installFailed(
  { exitCode, output }: ProcessEnd,
  { command, root, label }: { command: string; root: string; label: string },
): PerfKitError {
  return (
    diskFull(output, root) ??
    new PerfKitError(
      'INSTALL_FAILED',
      `The dependencies of ${label} could not be installed, ${command} ended with ${exitCode ?? 'a signal'}:\n${causeOf(output)}\nType ${command} in a checkout of ${label} to see its whole output, or compare another version.`,
    )
  );
}
