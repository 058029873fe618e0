import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from './frame.ts';

/**
 * Leaves out the line of each function that does not begin there: of code that was transformed when it was loaded, V8
 * knows the lines after that only.
 *
 * @param root Folder that the files are named from.
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
    functions.map(async (one) => {
      const { name, file, line } = one.frame;
      if (line === undefined) return one;
      const isRight = beginsAt(name, line, await linesOf(file));
      return isRight ? one : { ...one, frame: { ...one.frame, line: undefined } };
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
  // `get size`, `exports.run`: the last word is what stands there. A function may be given its name on the line before.
  const word = name.split(/[. ]/).at(-1) ?? name;
  return `${lines[line - 2] ?? ''}\n${text}`.includes(word) || text.includes('constructor');
}
