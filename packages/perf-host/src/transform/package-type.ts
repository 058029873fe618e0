import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { pathToFileURL } from 'node:url';

export type PackageType = 'module' | 'commonjs' | null;

const known = new Map<string, PackageType>();

/** Returns the `type` of the nearest package.json; null when it has none. */
export function packageTypeOf(path: string): PackageType {
  const manifest = findPackageJSON(pathToFileURL(path).href);
  if (manifest === undefined) return null;
  let type = known.get(manifest);
  if (type === undefined) {
    const stated = (JSON.parse(readFileSync(manifest, 'utf8')) as { type?: unknown }).type;
    type = stated === 'module' || stated === 'commonjs' ? stated : null;
    known.set(manifest, type);
  }
  return type;
}
