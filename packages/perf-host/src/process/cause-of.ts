import { stripVTControlCharacters } from 'node:util';

/** A line of source code that Node prints below its place, and the mark below it. */
const EXCERPT = /^(\S+:\d+\r?\n).*\r?\n\s*\^+\s*$/gm;

/** Prefixes of npm's lines: those of errors, and all others. */
const NPM_ERROR = /^npm (?:error|ERR!) ?/;
const NPM_REMARK = /^npm (?:warn|WARN|notice|info|verbose|http)\b/;

/** Lines that say nothing about a cause: progress, places of logs, stack frames and what Node prints around them. */
const NOISE = [
  /^[\s\])}^~,;|]*$/,
  /\bcomplete log\b|\bdebug(?:-\d+)?\.log\b/i,
  /^\s+at .+/,
  /^\s+(?:code: '.*',?|requireStack: \[\])$/,
  /^\s+\.\.\. \d+ lines matching cause stack trace \.\.\.$/,
  /^node:internal\/\S+:\d+$/,
  /^Node\.js v\d/,
  /^(?:Preparing worktree|Updating files|Checking out files|Progress:)/,
];
/** Lines that npm adds: codes that its sentences explain, and where a script ran. */
const NPM_NOISE = /^(?:code \S+|errno \S+|path \S+|command failed)$/;
/** First line of a usage text. */
const USAGE = /^\s*usage:?(?:\s|$)/i;
const CAUSE =
  /\b(?:error|fatal|fail(?:ed|ure)?|cannot|can't|could not|unable|missing|not found|no such|invalid|denied|refused|conflict|unsupported|E[A-Z]{4,}|ERR_\w+)\b/i;
const LONGEST = 400;

/**
 * Finds in a program's output why it failed, without usage text, stack frames and places of logs.
 *
 * @param said Output of the program.
 * @param count Limit of the number of lines. @default 8
 * @returns Lines with text, in their order; empty when the program printed nothing.
 */
export function causeOf(said: string, count = 8): string {
  const printed = stripVTControlCharacters(said)
    .replaceAll(EXCERPT, '$1')
    .split(/\r\n|\r|\n/);
  const isInformative = (line: string) => !NOISE.some((pattern) => pattern.test(line));
  const npmLines = printed
    .filter((line) => NPM_ERROR.test(line))
    .map((line) => line.replace(NPM_ERROR, ''))
    .filter((line) => isInformative(line) && !NPM_NOISE.test(line));
  const otherLines = printed.filter(
    (line) => isInformative(line) && !NPM_ERROR.test(line) && !NPM_REMARK.test(line),
  );
  const [command] = npmLines.filter((line) => line.startsWith('command '));
  if (npmLines.length > 0 && command === undefined)
    return first(withoutUsage(npmLines, true), count);
  // npm ran a script, which says why it failed.
  const rest = command === undefined ? [] : [shorten(command)];
  return [
    first(linesWithCauses(withoutUsage(otherLines), count - rest.length), count - rest.length),
    ...rest,
  ]
    .filter(Boolean)
    .join('\n');
}

/** Removes the usage text and what follows it. A text that begins with the usage gives the cause behind it: it is kept. */
function withoutUsage(lines: readonly string[], hasTitle = false): readonly string[] {
  const at = lines.findIndex((line) => USAGE.test(line));
  // npm prints what its command does before its usage.
  const end = hasTitle && at > 1 ? at - 1 : at;
  return at < 1 ? lines : lines.slice(0, end);
}

function linesWithCauses(lines: readonly string[], count: number): readonly string[] {
  if (lines.length <= count) return lines;
  const causes = lines.filter((line) => CAUSE.test(line));
  return causes.length > 0 ? causes : lines.slice(-count);
}

function first(lines: readonly string[], count: number): string {
  const more = lines.length - count;
  const shown = lines.slice(0, count).map(shorten);
  return [...shown, ...(more > 0 ? [`… and ${more} more lines`] : [])].join('\n');
}

function shorten(line: string): string {
  return line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line;
}
