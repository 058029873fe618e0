import { readFileSync } from 'node:fs';
import { factsOfSources } from '../../count/source-facts.ts';
import type { SourceFacts } from '../../fork/count-protocol.ts';
import { loadedFiles } from '../../transform/register-fallback.ts';

/** Hashes the files of the measured project that have been loaded so far, without dependencies. */
export function readSourceFacts(): SourceFacts {
  const paths = new Set(loadedFiles);
  return factsOfSources([...paths].map((path) => readFileSync(path, 'utf8')));
}
