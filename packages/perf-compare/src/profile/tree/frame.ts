import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A function. Its name and file identify it, its line does not. */
export interface Frame {
  /** Empty if it has none. V8's own frames are in brackets: `(garbage collector)`, `(program)`, `(idle)`. */
  name: string;
  /** Path from the root of the profiled code, with `/`; `node:…` for Node itself; empty for V8 itself. */
  file: string;
  /** Line of its beginning, from 1. */
  line?: number | undefined;
}

export interface CallFrame {
  functionName: string;
  url: string;
  /** Line of its beginning, from 0. */
  lineNumber?: number;
}

/** Converts a call frame of V8. Files below `root` get relative paths. */
export function frameOf({ functionName, url, lineNumber = -1 }: CallFrame, root: string): Frame {
  const file = fileOf(url, root);
  const isKnown = lineNumber >= 0 && file !== '' && !file.startsWith('node:');
  return { name: functionName, file, line: isKnown ? lineNumber + 1 : undefined };
}

export function frameKey({ name, file }: Frame): string {
  return `${name}\0${file}`;
}

/** Writes a frame for a reader: `parse (src/parse.ts:12)`. */
export function frameTitle(frame: Frame): string {
  const shown = frame.name === '' ? '(anonymous)' : frame.name;
  const place = framePlace(frame);
  return place === '' ? shown : `${shown} (${place})`;
}

/** Writes the place of a frame: `src/parse.ts:12`; empty for V8's own functions. */
export function framePlace({ file, line }: Frame): string {
  return line === undefined || file === '' ? file : `${file}:${line}`;
}

function fileOf(url: string, root: string): string {
  if (url.startsWith('node:')) return url;
  let path: string;
  try {
    path = url.startsWith('file:') ? fileURLToPath(url) : url;
  } catch {
    return url;
  }
  if (!isAbsolute(path)) return path;
  return relative(root, path).split(sep).join('/');
}
