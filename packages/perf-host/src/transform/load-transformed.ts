import { createRequire } from 'node:module';
import { readCached, writeCached } from './cache.ts';
import type { Doubt } from './doubt.ts';
import { packageTypeOf } from './package-type.ts';
import type * as TransformSource from './transform-source.ts';
import { emitChoicesOf } from './tsconfig.ts';

const require = createRequire(import.meta.url);

/** Code that Node can run, with its source map inside. */
interface TransformedModule {
  format: 'module' | 'commonjs';
  source: string;
}

/**
 * Returns a file that Node may refuse in a form that Node runs: from the cache, or else from the compiler, which is loaded
 * only then.
 *
 * @returns null when Node can load the file itself.
 * @throws {SyntaxError} that names file, line and column.
 */
export function loadTransformed(
  path: string,
  text: string,
  doubt: Doubt,
): TransformedModule | null {
  const packageType = packageTypeOf(path);
  const request = { path, text, doubt, packageType, options: emitChoicesOf(path) };
  let outcome = readCached(request);
  if (outcome === null) {
    const { transformSource } = require('./transform-source.ts') as typeof TransformSource;
    outcome = transformSource(request);
    writeCached(request, outcome);
  }
  if (outcome.state === 'plain') return null;
  // Only when a map is used: it makes every stack trace slower.
  process.setSourceMapsEnabled(true);
  return { format: outcome.format, source: outcome.source };
}
