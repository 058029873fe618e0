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
 * Returns the line in which a process explains its failure: the line that names the error above a
 * stack, or else the last line. Lines of Nx are left out, and so are those of other processes when
 * the process itself printed any.
 *
 * @param output Output of the process.
 * @param prefix Prefix that Nx puts before each line. @default ''
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
