import { stripVTControlCharacters } from 'node:util';

/** A line of source code that Node prints below its place, and the mark below it. */
const EXCERPT = /^(\S+:\d+\r?\n).*\r?\n\s*\^+\s*$/gm;

/** How npm begins each line of an error, and each line of what is none. */
const NPM_ERROR = /^npm (?:error|ERR!) ?/;
const NPM_REMARK = /^npm (?:warn|WARN|notice|info|verbose|http)\b/;

/** What says nothing about a cause: progress, places of logs, stack frames and what Node prints around them. */
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
/** What npm adds: codes that its sentences explain, and where a script ran. */
const NPM_NOISE = /^(?:code \S+|errno \S+|path \S+|command failed)$/;
/** The first line of a text that explains how a program is called. */
const USAGE = /^\s*usage:?(?:\s|$)/i;
const CAUSE =
  /\b(?:error|fatal|fail(?:ed|ure)?|cannot|can't|could not|unable|missing|not found|no such|invalid|denied|refused|conflict|unsupported|E[A-Z]{4,}|ERR_\w+)\b/i;
const LONGEST = 400;

/**
 * Picks out of what a program said why it failed: without the usage text, stack frames and places of logs that come
 * last.
 *
 * @param count At most so many lines. @default 8
 * @returns lines with text in their order; empty when it said nothing.
 */
export function causeOf(said: string, count = 8): string {
  const printed = stripVTControlCharacters(said)
    .replaceAll(EXCERPT, '$1')
    .split(/\r\n|\r|\n/);
  const isTold = (line: string) => !NOISE.some((pattern) => pattern.test(line));
  const ofNpm = printed
    .filter((line) => NPM_ERROR.test(line))
    .map((line) => line.replace(NPM_ERROR, ''))
    .filter((line) => isTold(line) && !NPM_NOISE.test(line));
  const others = printed.filter(
    (line) => isTold(line) && !NPM_ERROR.test(line) && !NPM_REMARK.test(line),
  );
  const [command] = ofNpm.filter((line) => line.startsWith('command '));
  if (ofNpm.length > 0 && command === undefined) return first(withoutUsage(ofNpm, true), count);
  // npm ran a script, which says why it failed.
  const rest = command === undefined ? [] : [shorten(command)];
  return [first(telling(withoutUsage(others), count - rest.length), count - rest.length), ...rest]
    .filter(Boolean)
    .join('\n');
}

/** A text that begins with the usage tells the cause behind it. */
function withoutUsage(lines: readonly string[], hasTitle = false): readonly string[] {
  const at = lines.findIndex((line) => USAGE.test(line));
  // npm prints what its command does before how it is called.
  const end = hasTitle && at > 1 ? at - 1 : at;
  return at < 1 ? lines : lines.slice(0, end);
}

function telling(lines: readonly string[], count: number): readonly string[] {
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
