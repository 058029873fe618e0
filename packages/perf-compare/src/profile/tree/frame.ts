import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A function, as it is told from others whatever line it stands on. */
export interface Frame {
  /** Empty where it has none. V8's own come in brackets: `(garbage collector)`, `(program)`, `(idle)`. */
  name: string;
  /** From the root of what is profiled, with `/`; `node:…` of Node itself; empty of V8 itself. */
  file: string;
  /** Where it begins in its file, from 1. Not part of what tells functions apart. */
  line?: number | undefined;
}

export interface CallFrame {
  functionName: string;
  url: string;
  /** Where it begins, from 0. */
  lineNumber?: number;
}

/** What a call frame of V8 is called in a profile of the folder `root`. */
export function frameOf({ functionName, url, lineNumber = -1 }: CallFrame, root: string): Frame {
  const file = fileOf(url, root);
  const isKnown = lineNumber >= 0 && file !== '' && !file.startsWith('node:');
  return { name: functionName, file, line: isKnown ? lineNumber + 1 : undefined };
}

export function frameKey({ name, file }: Frame): string {
  return `${name}\0${file}`;
}

/** How a person reads it: `parse (src/parse.ts:12)`. */
export function frameTitle(frame: Frame): string {
  const shown = frame.name === '' ? '(anonymous)' : frame.name;
  const place = framePlace(frame);
  return place === '' ? shown : `${shown} (${place})`;
}

/** Where it stands: `src/parse.ts:12`; empty of V8's own functions. */
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
