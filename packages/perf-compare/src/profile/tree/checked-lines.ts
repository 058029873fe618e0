import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from './frame.ts';

/**
 * Removes the lines of functions that do not begin there: V8 knows the lines of transformed code only, not those of its
 * source.
 *
 * @param root Folder that paths of files are relative to.
 */
export async function withCheckedLines<Named extends { frame: Frame }>(
  functions: readonly Named[],
  root: string,
): Promise<Named[]> {
  const files = new Map<string, Promise<string[]>>();
  const linesOf = (file: string) => {
    const known = files.get(file) ?? readLines(join(root, file));
    files.set(file, known);
    return known;
  };
  return Promise.all(
    functions.map(async (named) => {
      const { name, file, line } = named.frame;
      if (line === undefined) return named;
      const isRight = beginsAt(name, line, await linesOf(file));
      return isRight ? named : { ...named, frame: { ...named.frame, line: undefined } };
    }),
  );
}

async function readLines(path: string): Promise<string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n');
  } catch {
    return [];
  }
}

function beginsAt(name: string, line: number, lines: readonly string[]): boolean {
  const text = lines[line - 1] ?? '';
  if (name === '') return /=>|function|\(/.test(text) && !/^import\b/.test(text);
  // `get size`, `exports.run`: only the last word is in the source. The line before may give a function its name.
  const word = name.split(/[. ]/).at(-1) ?? name;
  return `${lines[line - 2] ?? ''}\n${text}`.includes(word) || text.includes('constructor');
}
