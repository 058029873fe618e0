/** A program and its arguments. No shell takes part. */
export type Command = readonly [program: string, ...args: string[]];

export interface CommandPair {
  base: Command;
  head: Command;
}

/** What a POSIX shell takes as it is. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** A command as one would type it, on one line. */
export function commandLine(command: Command): string {
  return command.map(quoted).join(' ');
}

function quoted(word: string): string {
  if (PLAIN.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`).replaceAll(/\s+/g, ' ')}'`;
}
