import { posix } from 'node:path';
import type { LockEntry } from './lock-entry.ts';

/** A key of pnpm's lock file with its value: `  '@scope/name': link:../name`. */
const ENTRY = /^( *)('[^']*'|"[^"]*"|[^'"\s#-][^:]*):(?: (.*))?$/;
/** Depths of keys below `importers:`, of two spaces each. */
const IMPORTER = 1;
const DEPENDENCY = 3;
const FIELD = 4;

/**
 * Reads the links between workspace packages from pnpm's lock file, in the form of npm's lock file. pnpm always writes the
 * same layout, so no YAML parser is needed.
 *
 * @param text The text of a pnpm-lock.yaml.
 * @returns An entry for each link, by its path relative to the workspace.
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
    // Up to version 5 the link is the value of the name, later it has a field of its own.
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
