import { readFileSync } from 'node:fs';
import { factsOfSources } from '../../count/source-facts.ts';
import type { SourceFacts } from '../../fork/count-protocol.ts';
import { loadedFiles } from '../../transform/register-fallback.ts';

let last: { files: number; facts: SourceFacts } | null = null;

/**
 * Hashes the files of the measured project that have been loaded so far, without dependencies. They are read again only when
 * more have been loaded: the benchmarks of a group mostly share theirs.
 */
export function readSourceFacts(): SourceFacts {
  const paths = new Set(loadedFiles);
  if (last?.files !== paths.size) {
    const facts = factsOfSources([...paths].map((path) => readFileSync(path, 'utf8')));
    last = { files: paths.size, facts };
  }
  return last.facts;
}
