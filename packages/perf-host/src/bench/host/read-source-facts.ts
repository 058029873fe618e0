import { readFileSync } from 'node:fs';
import { factsOfSources } from '../../count/source-facts.ts';
import type { SourceFacts } from '../../fork/count-protocol.ts';
import { loadedFiles } from '../../transform/register-fallback.ts';

/** What the files of the measured project say that were loaded so far, dependencies left out. */
export function readSourceFacts(): SourceFacts {
  const paths = new Set(loadedFiles);
  return factsOfSources([...paths].map((path) => readFileSync(path, 'utf8')));
}
