import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { identityKey, identityTitle, SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import type { Confirmation, ConfirmSuspects, Suspect } from './suspect.ts';

/** Suspects that are measured at most: each takes about a minute. */
const MOST_SUSPECTS = 5;

const INTERRUPTED = 'measuring in turns was interrupted';

export interface ConfirmInTurnsOptions {
  /** Root of the workspace whose repository has both commits. */
  workspace: string;
  signal?: AbortSignal | undefined;
  /** Called before each comparison, with what is compared. */
  onProgress?: ((label: string) => void) | undefined;
}

/** Returns a function that measures suspects as `perf-kit compare --instrument wall` does. */
export function confirmInTurns(options: ConfirmInTurnsOptions): ConfirmSuspects {
  return async (suspects) => {
    const confirmations: Confirmation[] = [];
    for (const [at, suspect] of suspects.entries()) {
      confirmations.push(
        at < MOST_SUSPECTS
          ? await confirm(suspect, options)
          : unanswered(`only ${MOST_SUSPECTS} suspicions of a run are measured in turns`),
      );
    }
    return confirmations;
  };
}

async function confirm(
  { identity, base, head }: Suspect,
  { workspace, signal, onProgress }: ConfirmInTurnsOptions,
): Promise<Confirmation> {
  if (base === head) return { state: 'unchanged', reason: 'both runs measured the same commit' };
  if (signal?.aborted) return unanswered(INTERRUPTED);
  const against = `commit ${base.slice(0, 10)}`;
  onProgress?.(`${identityTitle(identity)} against ${against}`);
  try {
    // Loaded here, because most runs have no suspicion.
    const { compareVersions } = await import('@night-pilot/perf-compare/compare');
    const { chooseProject } = await import('@night-pilot/perf-host/workspace');
    const project = await chooseProject(identity.project, workspace);
    const { verdicts } = await compareVersions({
      project,
      base,
      head,
      grep: [identity.suite, identity.name].filter(Boolean).join(SUITE_SEPARATOR),
      instruments: ['wall'],
      signal,
    });
    const found = verdicts.find(({ series }) => identityKey(series) === identityKey(identity));
    if (found === undefined) return unanswered('perf-kit compare has no such benchmark');
    const reason = `measured in turns with ${against}: ${found.reason}`;
    if (found.verdict === 'regression' || found.verdict === 'improvement') {
      return { state: found.verdict, effect: found.effect, reason };
    }
    return found.verdict === 'unchanged' ? { state: 'unchanged', reason } : unanswered(reason);
  } catch (error) {
    if (signal?.aborted) return unanswered(INTERRUPTED);
    if (!(error instanceof PerfKitError)) throw error;
    return unanswered(`it could not be measured in turns with ${against}: ${error.message}`);
  }
}

function unanswered(reason: string): Confirmation {
  return { state: 'unanswered', reason };
}
