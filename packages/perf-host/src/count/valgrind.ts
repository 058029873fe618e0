import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';

/** Returns the command line that counts the instructions of another one. */
export function cachegrindCommand(
  valgrind: string,
  { countFile, logFile }: { countFile: string; logFile: string },
): string[] {
  return [
    valgrind,
    '--tool=cachegrind',
    '--cache-sim=no',
    '-q',
    `--cachegrind-out-file=${countFile}`,
    `--log-file=${logFile}`,
  ];
}

/**
 * Reads the instructions of a whole process from cachegrind's file: a line `events:` names the columns, `Ir` among them,
 * and `summary:` (`totals:` in some versions) has their sums.
 *
 * @throws {PerfKitError} `COUNT_INVALID` when the file has no such number.
 */
export function readInstructions(text: string): number {
  const columns = /^events: *(.+)$/m.exec(text)?.[1]?.trim().split(/\s+/) ?? [];
  const sums = /^(?:summary|totals): *(.+)$/m.exec(text)?.[1]?.trim().split(/\s+/) ?? [];
  const total = Number(sums[columns.indexOf('Ir')]?.replaceAll(',', '') ?? Number.NaN);
  if (Number.isSafeInteger(total) && total > 0) return total;
  throw new PerfKitError(
    'COUNT_INVALID',
    `Expected the lines "events: Ir" and "summary: <number>" in the file of Valgrind's cachegrind, got ` +
      `${text === '' ? 'an empty file' : `"${text.slice(-200).trim()}"`}. Is valgrind 3.15 or newer installed?`,
  );
}
