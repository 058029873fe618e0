import { relative } from 'node:path';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { LoadScenario } from '../fork/define-load.ts';
import type { LoadRequest } from '../fork/load-protocol.ts';
import type { ForkRoom, RequestOf, Send } from '../fork/protocol.ts';
import { importFile } from '../transform/import-file.ts';
import { orAborted, repeatRun } from './repetition.ts';

/** Answers requests about load files. A scenario may have started a server: it is torn down before the fork leaves. */
export const loadRoom: ForkRoom<LoadRequest['do']> = {
  handlers: { 'describe-scenario': describeScenario, 'repeat-scenario': repeatScenario },
};

/** Loads a load file and sends its scenario without the functions. */
async function describeScenario(
  { file }: RequestOf<'describe-scenario'>,
  send: Send,
): Promise<void> {
  const { name, runs } = await loadScenario(file);
  // Only known properties: a run may hold others that cannot be sent to another process.
  const described = runs.map((run) => ({
    name: run.name,
    operations: run.operations,
    concurrency: run.concurrency,
    ...(run.rate !== undefined && { rate: run.rate }),
    ...(run.timeoutMs !== undefined && { timeoutMs: run.timeoutMs }),
  }));
  send({ event: 'scenario', scenario: { name, runs: described } });
}

/** Sets a scenario up, repeats the runs of the given names once, and tears it down. */
async function repeatScenario(
  { file, runs }: RequestOf<'repeat-scenario'>,
  send: Send,
  signal: AbortSignal,
): Promise<void> {
  const scenario = await loadScenario(file);
  const context = await orAborted(scenario.setup(), signal);
  try {
    for (const run of scenario.runs.filter(({ name }) => runs.includes(name))) {
      send({ event: 'started', what: run.name });
      const repetition = await repeatRun(scenario, run, context, signal);
      send({ event: 'repeated', run: run.name, repetition });
    }
  } finally {
    await scenario.teardown?.(context);
  }
}

async function loadScenario(file: string): Promise<LoadScenario<unknown>> {
  const { default: scenario } = (await importFile(file)) as {
    default?: Partial<LoadScenario<unknown>>;
  };
  const shown = relative(process.cwd(), file);
  const { name, setup, runs } = scenario ?? {};
  const names = runs?.map((run) => run.name) ?? [];
  if (!name || typeof setup !== 'function' || names.length === 0) {
    throw new PerfKitError(
      'LOAD_FILE_INVALID',
      `${shown} must have a default export made by defineLoad({ name, setup, runs: [at least one] }).`,
    );
  }
  const repeated = names.find((runName, index) => names.indexOf(runName) !== index);
  if (repeated !== undefined) {
    throw new PerfKitError('LOAD_FILE_INVALID', `${shown} has two runs named "${repeated}".`);
  }
  return scenario as LoadScenario<unknown>;
}
