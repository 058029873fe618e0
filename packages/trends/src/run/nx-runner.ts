import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { z } from 'zod';
import { TrendsError } from '../errors.ts';
import { lastSentence } from './last-sentence.ts';
import { MEASURING_KINDS, type MeasuringTask, type TaskRunner } from './measuring-task.ts';
import { GRACE_MS, runNodeScript } from './run-process.ts';

/** The part of Nx's task graph that is used. */
const taskGraph = z.object({
  tasks: z.object({
    tasks: z.record(
      z.string(),
      z.object({
        id: z.string(),
        target: z.object({ project: z.string(), target: z.string() }),
        cache: z.boolean().optional(),
      }),
    ),
  }),
});

/**
 * Runs the measuring targets of an Nx workspace, each in its own Nx process, so that exit code and
 * output belong to one target and no output of Nx has to be parsed. Dependencies of a target come
 * from Nx's cache; measurements never do.
 */
export function nxRunner(workspace: string): TaskRunner {
  return {
    async list({ project, signal }) {
      let graph = '';
      let complaint = '';
      const script = nxScript(workspace);
      const selected = project === undefined ? [] : [`--projects=${project}`];
      const code = await runNodeScript(
        [script, 'run-many', '-t', ...MEASURING_KINDS, ...selected, '--graph=stdout'],
        {
          cwd: workspace,
          env: nxEnvironment(workspace),
          onOutput: (text, stream) => {
            if (stream === 'stdout') graph += text;
            else complaint += text;
          },
          signal,
        },
      );
      signal?.throwIfAborted();
      if (code !== 0) throw unreadable(workspace, lastSentence(complaint) ?? lastSentence(graph));
      const tasks = parseGraph(graph, workspace);
      return tasks
        .flatMap(({ id, target, cache = false }) => {
          const kind = MEASURING_KINDS.find((known) => known === target.target);
          return kind === undefined ? [] : [{ id, project: target.project, kind, cache }];
        })
        .sort(byKindThenProject);
    },
    run: ({ id, cache }, { env, onOutput, signal }) =>
      runNodeScript(
        [
          nxScript(workspace),
          'run',
          id,
          '--output-style=stream',
          ...(cache ? ['--skip-nx-cache'] : []),
        ],
        { cwd: workspace, env: { ...nxEnvironment(workspace), ...env }, onOutput, signal },
      ),
  };
}

function parseGraph(text: string, workspace: string) {
  try {
    return Object.values(taskGraph.parse(JSON.parse(text)).tasks.tasks);
  } catch (cause) {
    throw unreadable(workspace, 'its task graph does not have the expected form', cause);
  }
}

function byKindThenProject(a: MeasuringTask, b: MeasuringTask): number {
  const kinds = MEASURING_KINDS.indexOf(a.kind) - MEASURING_KINDS.indexOf(b.kind);
  return kinds === 0 ? (a.project < b.project ? -1 : 1) : kinds;
}

function nxScript(workspace: string): string {
  try {
    const manifest = createRequire(join(workspace, 'package.json')).resolve('nx/package.json');
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: { nx: string } };
    return join(dirname(manifest), bin.nx);
  } catch (cause) {
    throw unreadable(workspace, 'it is not installed there', cause);
  }
}

function unreadable(workspace: string, reason: string | null, cause?: unknown): TrendsError {
  return new TrendsError(
    'WORKSPACE_UNREADABLE',
    `Nx cannot list the measuring targets of ${workspace}: ${reason ?? 'it gave no reason'}; install the dependencies and try "npx nx show projects" there.`,
    { cause },
  );
}

/** Variables that Nx sets for its tasks. An inner Nx would take them for its own options. */
const OUTER_NX_VARIABLES = /^NX_(TASK_|INVOCATION_|WORKSPACE_ROOT|CLI_SET|STREAM_OUTPUT)/;

function nxEnvironment(workspace: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !OUTER_NX_VARIABLES.test(name) && name.toUpperCase() !== 'PATH',
  );
  return {
    ...Object.fromEntries(inherited),
    // The workspace's own Node and tools come first.
    PATH: [join(workspace, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
    // No file watcher and no redrawing interface beside a measurement.
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    // Plugins run in Nx itself. Their own processes would work beside the measurement, and may outlive an interrupted Nx.
    NX_ISOLATE_PLUGINS: process.env['NX_ISOLATE_PLUGINS'] ?? 'false',
    // Pipes instead of a pseudo-terminal keep escape codes out of the log.
    NX_NATIVE_COMMAND_RUNNER: 'false',
    FORCE_COLOR: '0',
    // In ms. Nx runs commands in their own process groups, and has to kill them before it is killed
    // itself.
    NX_PROCESS_KILL_GRACE_PERIOD: String(GRACE_MS - 2_000),
  };
}
