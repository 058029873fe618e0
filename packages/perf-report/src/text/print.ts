import { styleText } from 'node:util';
import { printableLines, printableStyled } from './printable.ts';
import { shortenLines } from './shorten-lines.ts';

/** Prints to standard output. Other people's text in it cannot steer the terminal. */
export function print(text: string): void {
  process.stdout.write(forStream(text, process.stdout));
}

/** Prints a message to standard error, like {@link print}. Very long lines are shortened. */
export function printError(text: string): void {
  process.stderr.write(forStream(shortenLines(text), process.stderr));
}

/** Where we print no styles ourselves, every escape sequence comes from somebody else. */
function forStream(text: string, stream: NodeJS.WriteStream): string {
  const hasStyles = styleText('bold', 'x', { stream }) !== 'x';
  return hasStyles ? printableStyled(text) : printableLines(text);
}
