import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { print } from '@night-pilot/perf-report/text';
import type { DeclaredInTest } from '@night-pilot/perf-host/bench';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import {
  BENCHMARK_ENTRY,
  EXTERNAL_TOOLS,
  type ExternalTool,
  findBenchmarks,
  folderNameOf,
  renderUnseen,
  runTool,
  titleOf,
} from '@night-pilot/perf-compare/profile';
import { findProject } from '@night-pilot/perf-report/workspace';
import { PROFILED_MS, type ProfileArguments, type ProfileFlags } from './profile-arguments.ts';
import { projectRoot, runFolder } from './run-folder.ts';

const PERF_KIT = fileURLToPath(new URL('../../../', import.meta.url));

export function isExternal(tool: ProfileFlags['tool']): tool is ExternalTool {
  return (EXTERNAL_TOOLS as readonly string[]).includes(tool);
}

/**
 * Runs a script, or each benchmark of a file, under 0x or clinic.
 *
 * @returns 2 when the script failed, else 0.
 * @throws {PerfKitError} `TOOL_MISSING` with the command that installs the tool, `PROFILE_FAILED` when a benchmark failed.
 */
export async function runExternalTool(
  options: ProfileArguments & { tool: ExternalTool; isBench: boolean },
): Promise<0 | 2> {
  const { target, args, tool, isBench, grep, signal } = options;
  const file = resolve(target);
  const root = isBench ? findProject(dirname(file)).root : projectRoot();
  const roots = [root, PERF_KIT];
  const folder = runFolder(root);
  if (!isBench) {
    const { page, failure, unseen } = await runTool(tool, {
      command: [target, ...args],
      cwd: process.cwd(),
      roots,
      output: join(folder, tool),
      isShown: true,
      signal,
    });
    const lines = [...renderUnseen(unseen), relative(process.cwd(), page)];
    print(`${lines.join('\n')}\n`);
    return failure === null || signal.aborted ? 0 : 2;
  }
  const project = findProject(dirname(file));
  for (const benchmark of await findBenchmarks({ project, file, grep, signal })) {
    const title = titleOf(benchmark);
    const { page, failure, unseen } = await runTool(tool, {
      command: commandOf(benchmark),
      cwd: root,
      roots,
      output: join(folder, `${tool}-${folderNameOf(title)}`),
      isShown: false,
      signal,
    });
    if (failure !== null) {
      throw new PerfKitError('PROFILE_FAILED', `${title}: ${tool} ended with ${failure}.`);
    }
    const lines = [title, ...renderUnseen(unseen), relative(process.cwd(), page)];
    print(`${lines.join('\n')}\n`);
  }
  return 0;
}

function commandOf({ file, test, name }: DeclaredInTest): string[] {
  const request = { file, test, benchmark: name, profiler: null, timeMs: PROFILED_MS };
  return [BENCHMARK_ENTRY, JSON.stringify({ do: 'profile-benchmark', ...request })];
}
