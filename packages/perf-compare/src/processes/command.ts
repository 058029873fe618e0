/** A program and its arguments, without a shell. */
export type Command = readonly [program: string, ...args: string[]];

export interface CommandPair {
  base: Command;
  head: Command;
}

/** Words that a POSIX shell takes as they are. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** Writes a command as one would type it, on one line. */
export function commandLine(command: Command): string {
  return command.map(quoted).join(' ');
}

function quoted(word: string): string {
  if (PLAIN.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`).replaceAll(/\s+/g, ' ')}'`;
}
