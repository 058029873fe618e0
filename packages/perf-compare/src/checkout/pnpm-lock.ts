import { posix } from 'node:path';
import type { LockEntry } from './lock-entry.ts';

/** A key of pnpm's lock file and what stands behind it: `  '@scope/name': link:../name`. */
const ENTRY = /^( *)('[^']*'|"[^"]*"|[^'"\s#-][^:]*):(?: (.*))?$/;
/** How deep things stand below `importers:`, two spaces each. */
const IMPORTER = 1;
const DEPENDENCY = 3;
const FIELD = 4;

/**
 * The workspace packages that pnpm links, in the form that npm's lock file has for them. pnpm writes its lock file in one
 * way only, so that its lines are enough.
 *
 * @param text Of a pnpm-lock.yaml.
 * @returns by the path of each link, relative to the workspace.
 */
export function pnpmLinks(text: string): Record<string, LockEntry> {
  const links: Record<string, LockEntry> = {};
  let isInImporters = false;
  let [importer, dependency] = ['', ''];
  for (const line of text.split(/\r?\n/)) {
    if (/^\S/.test(line)) isInImporters = line.startsWith('importers:');
    const [, indent = '', rawKey = '', rawValue = ''] = ENTRY.exec(line) ?? [];
    if (!isInImporters || rawKey === '') continue;
    const [key, value] = [unquoted(rawKey), unquoted(rawValue)];
    const depth = indent.length / 2;
    if (depth === IMPORTER) importer = key;
    if (depth === DEPENDENCY) dependency = key;
    // Up to version 5 the link stands behind the name, later in a field of its own.
    const isLink = depth === DEPENDENCY || (depth === FIELD && key === 'version');
    if (!isLink || !value.startsWith('link:')) continue;
    const path = posix.join(importer, 'node_modules', dependency);
    links[path] = { link: true, resolved: posix.join(importer, value.slice('link:'.length)) };
  }
  return links;
}

function unquoted(text: string): string {
  return text.trim().replace(/^(['"])(.*)\1$/, '$2');
}
