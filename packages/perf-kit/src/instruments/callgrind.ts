/** Where Node enters the functions behind `os.uptime()` and `os.getPriority()`: see `run-windows.ts`. */
const WINDOW_BEGINS = 'node::os::GetUptime*';
const WINDOW_ENDS = 'node::os::GetPriority*';

/**
 * The command line that counts the instructions of another one in windows: `countFile` with `.1`, `.2`
 * and so on appended is what callgrind leaves of each.
 */
export function callgrindCommand(
  valgrind: string,
  { countFile, logFile }: { countFile: string; logFile: string },
): string[] {
  return [
    valgrind,
    '--tool=callgrind',
    '-q',
    `--zero-before=${WINDOW_BEGINS}`,
    `--dump-before=${WINDOW_ENDS}`,
    `--callgrind-out-file=${countFile}`,
    `--log-file=${logFile}`,
  ];
}
