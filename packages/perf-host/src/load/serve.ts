import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { ForkMessage, ForkRequest } from '../fork/protocol.ts';
import { importFile } from '../transform/import-file.ts';
import type { LoadScenario } from '../fork/define-load.ts';
import { orAborted, repeatRun } from './repetition.ts';

type Tell = (message: ForkMessage) => void;
type Request<Name extends ForkRequest['do']> = Extract<ForkRequest, { do: Name }>;

/** Loads a load file and tells what its scenario does. */
export async function describeScenario(
  { file }: Request<'describe-scenario'>,
  tell: Tell,
): Promise<void> {
  const { name, runs } = await loadScenario(file);
  // What else a run may hold might not pass to another process.
  const described = runs.map((run) => ({
    ...{ name: run.name, operations: run.operations, concurrency: run.concurrency },
    ...(run.rate !== undefined && { rate: run.rate }),
    ...(run.timeoutMs !== undefined && { timeoutMs: run.timeoutMs }),
  }));
  tell({ event: 'scenario', scenario: { name, runs: described } });
}

/** Sets a scenario up, repeats the runs of the given names once, and tears it down. */
export async function repeatScenario(
  { file, runs }: Request<'repeat-scenario'>,
  tell: Tell,
  signal: AbortSignal,
): Promise<void> {
  const scenario = await loadScenario(file);
  const context = await orAborted(scenario.setup(), signal);
  try {
    for (const run of scenario.runs.filter(({ name }) => runs.includes(name))) {
      tell({ event: 'started', what: run.name });
      const repetition = await repeatRun(scenario, run, context, signal);
      tell({ event: 'repeated', run: run.name, repetition });
    }
  } finally {
    await scenario.teardown?.(context);
  }
}

async function loadScenario(file: string): Promise<LoadScenario<unknown>> {
  const { default: scenario } = (await importFile(file)) as {
    default?: Partial<LoadScenario<unknown>>;
  };
  const { name, setup, runs } = scenario ?? {};
  const names = runs?.map((run) => run.name) ?? [];
  if (!name || typeof setup !== 'function' || names.length === 0) {
    throw new PerfKitError(
      'LOAD_FILE_INVALID',
      `${file} must have a default export made by defineLoad({ name, setup, runs: [at least one] }).`,
    );
  }
  const twice = names.find((one, index) => names.indexOf(one) !== index);
  if (twice !== undefined) {
    throw new PerfKitError('LOAD_FILE_INVALID', `${file} has two runs named "${twice}".`);
  }
  return scenario as LoadScenario<unknown>;
}
