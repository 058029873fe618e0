import { stripVTControlCharacters } from 'node:util';

const NOISE = [
  /^$/,
  /^> /,
  /^NX\s/,
  /^(Run duration|Cache|Critical path|Recoverable time):/,
  /^Warning: command ".*" exited with non-zero status code$/,
  /^(Failed tasks:|- \S+:\S+|Hint: .*)$/,
  /^Node\.js v\d/,
];

/**
 * The sentence by which a process says why it failed: the last line that it printed, or, where
 * it died with a stack, the line that names the error. What Nx adds is left out, and so is what
 * others printed, where any line is the process's own.
 *
 * @param output What was printed.
 * @param prefix What Nx puts before each line. @default ''
 * @returns null when it printed nothing.
 */
export function lastSentence(output: string, prefix = ''): string | null {
  const printed = stripVTControlCharacters(output).split(/\r?\n/);
  const own = printed
    .filter((line) => line.startsWith(prefix))
    .map((line) => line.slice(prefix.length));
  const lines = (own.length > 0 ? own : printed)
    .map((line) => line.trim())
    .filter((line) => !NOISE.some((pattern) => pattern.test(line)));
  const isFrame = (line: string) => line.startsWith('at ');
  const named = lines.some(isFrame)
    ? lines.findLast((line) => /^\w*Error\b.*: /.test(line))
    : undefined;
  return named ?? lines.findLast((line) => !isFrame(line)) ?? null;
}
