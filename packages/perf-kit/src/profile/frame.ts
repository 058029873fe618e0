import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A function, as it is told from others whatever line it stands on. */
export interface Frame {
  /** Empty where it has none. V8's own come in brackets: `(garbage collector)`, `(program)`, `(idle)`. */
  name: string;
  /** From the root of what is profiled, with `/`; `node:…` of Node itself; empty of V8 itself. */
  file: string;
}

export interface CallFrame {
  functionName: string;
  url: string;
}

/** What a call frame of V8 is called in a profile of the folder `root`. */
export function frameOf({ functionName, url }: CallFrame, root: string): Frame {
  return { name: functionName, file: fileOf(url, root) };
}

export function frameKey({ name, file }: Frame): string {
  return `${name}\0${file}`;
}

/** How a person reads it: `parse (src/parse.ts)`. */
export function frameTitle({ name, file }: Frame): string {
  const shown = name === '' ? '(anonymous)' : name;
  return file === '' ? shown : `${shown} (${file})`;
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
