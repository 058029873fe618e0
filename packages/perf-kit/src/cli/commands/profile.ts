import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PerfKitError } from '../../errors.ts';
import type { DeclaredInTest } from '../../bench/run-benches.ts';
import {
  emptyTree,
  addTree,
  treeOfCpuProfile,
  treeOfHeapProfile,
} from '../../profile/call-tree.ts';
import { changesOf } from '../../profile/diff/grown-functions.ts';
import { EXTERNAL_TOOLS, type ExternalTool, runTool } from '../../profile/external/run-tool.ts';
import { findBenchmarks, titleOf } from '../../profile/find-benchmarks.ts';
import type { FlameGraph } from '../../profile/page/flame-graph-page.ts';
import { profileInFork, treeOfIteration } from '../../profile/profile-in-fork.ts';
import { type ProfileOfThread, profileScript } from '../../profile/profile-script.ts';
import type { Profiler } from '../../profile/profiled-iterations.ts';
import { readCpuProfile } from '../../profile/saved-profile.ts';
import { profileTwoVersions } from '../../profile/two-versions.ts';
import {
  folderNameOf,
  unitOf,
  writeDifference,
  writeFlameGraph,
  writeProfile,
} from '../../profile/write-profiles.ts';
import { findWorkspaceRoot } from '../../report/part.ts';
import { findProject, type Project } from '../../report/project.ts';
import { newRunId } from '../../report/run.ts';
import { renderCosts, renderDifference } from '../../show/functions-table.ts';
import { showProgress } from '../progress.ts';

export interface ProfileFlags {
  grep?: string;
  tool: Profiler | ExternalTool;
  base?: string;
  head?: string;
}

export interface ProfileArguments extends ProfileFlags {
  /** A bench file, a script, or the first of two saved profiles. */
  target: string;
  /** Of the script; or the second profile. */
  args: readonly string[];
  signal: AbortSignal;
}

const BENCH_FILE = /\.bench\.([mc]?[jt]s|[jt]sx)$/;
const SAVED = '.cpuprofile';
const PROFILED_MS = 1000;
const PERF_KIT = fileURLToPath(new URL('../../../', import.meta.url));
const ENTRY = fileURLToPath(new URL('../../profile/external/benchmark-entry.mjs', import.meta.url));

/** Profiles benchmarks, a script, or what differs between two of either, and says where the pages are. */
export async function profile(options: ProfileArguments): Promise<0 | 2> {
  const { target, args, base, head, grep, tool } = options;
  if (!existsSync(target))
    throw wrong(`a bench file, a script or a profile`, `${target}, which is not there`);
  if (target.endsWith(SAVED)) return profileSaved(options);
  const isBench = BENCH_FILE.test(target);
  if (isBench && args.length > 0) throw wrong('arguments for a script only', args.join(' '));
  if (!isBench && (grep ?? base ?? head) !== undefined) {
    throw wrong('--grep, --base and --head with a bench file (*.bench.ts)', target);
  }
  if (head !== undefined && base === undefined)
    throw wrong('--base with --head', `--head ${head} alone`);
  if (base !== undefined) {
    if (isExternal(tool)) throw wrong('--tool cpu or heap with --base', tool);
    return profileVersionsOf({ ...options, base, tool });
  }
  if (isExternal(tool)) return runExternal({ ...options, tool, isBench });
  return isBench ? profileBenchmarks({ ...options, tool }) : profileOneScript({ ...options, tool });
}

async function profileBenchmarks(options: ProfileArguments & { tool: Profiler }): Promise<0> {
  const { target, grep, tool: profiler, signal } = options;
  const file = resolve(target);
  const project = findProject(dirname(file));
  const benchmarks = await findBenchmarks({ project, file, grep, signal });
  const folder = runFolder(project.root);
  const progress = showProgress(project.name, 'bench');
  for (const [index, benchmark] of benchmarks.entries()) {
    const title = titleOf(benchmark);
    progress.update(index, benchmarks.length, title);
    const of = { cwd: project.root, file, test: benchmark.test, benchmark: benchmark.name };
    const profiled = await profileInFork(of, { profiler, timeMs: PROFILED_MS, signal }).finally(
      progress.end,
    );
    const inside = join(folder, `${index + 1}-${folderNameOf(title)}`);
    await writeProfile(inside, 'profile', profiled);
    const about = `${profiled.iterations} iterations of ${relative(project.root, file)}, after warming up.`;
    await show(inside, {
      ...{ title, about, unit: unitOf(profiler), per: 'iteration' },
      ...{ head: treeOfIteration(profiled, project.root), base: null },
    });
  }
  return 0;
}

async function profileVersionsOf(
  options: ProfileArguments & { tool: Profiler; base: string },
): Promise<0> {
  const { target, grep, tool: profiler, base, head = null, signal } = options;
  const file = resolve(target);
  const project = findProject(dirname(file));
  const progress = showProgress(project.name, 'bench');
  const versions = await profileTwoVersions({
    ...{ project, file, grep, base, head, profiler, signal },
    onProgress: progress.update,
  }).finally(progress.end);
  const folder = runFolder(project.root);
  for (const [index, [title, profiled]] of [...versions].entries()) {
    const inside = join(folder, `${index + 1}-${folderNameOf(title)}`);
    const about = `${base} against ${head ?? 'the work tree'}.`;
    await writeDifference(inside, profiled, { title, about });
    process.stdout.write(`${title}\n${renderDifference(profiled)}\n${placeOf(inside)}\n\n`);
  }
  return 0;
}

async function profileOneScript({
  target,
  args,
  tool: profiler,
  signal,
}: ProfileArguments & { tool: Profiler }): Promise<0 | 2> {
  const { failure, main, others } = await profileScript(target, { args, profiler, signal });
  const root = projectRoot();
  if (main === null) {
    throw new PerfKitError(
      'PROFILE_FAILED',
      `${target} ended with ${failure ?? 'exit code 0'} and left no profile: what kills its process takes the profile with it.`,
    );
  }
  const folder = runFolder(root);
  await writeProfile(folder, 'profile', main);
  for (const [index, other] of others.entries())
    await writeProfile(folder, `other-${index + 1}`, other);
  const more =
    others.length === 0 ? '' : ` ${others.length} more of its workers and processes lie beside it.`;
  const about = `${[target, ...args].join(' ')}, from start to end.${more}`;
  await show(folder, {
    ...{ title: basename(target), about, unit: unitOf(profiler), per: null },
    ...{ head: treeOf(main, root), base: null },
  });
  if (failure === null || signal.aborted) return 0;
  process.stderr.write(`${target} ended with ${failure}; what it did until then was profiled.\n`);
  return 2;
}

async function profileSaved({
  target,
  args: [other, ...rest],
  tool,
}: ProfileArguments): Promise<0> {
  if (other === undefined || !other.endsWith(SAVED) || rest.length > 0 || tool !== 'cpu') {
    const got = [target, other, ...rest].filter(Boolean).join(' ');
    throw wrong('two profiles, as in perf-kit profile before.cpuprofile after.cpuprofile', got);
  }
  const [before, after] = [await readCpuProfile(target), await readCpuProfile(other)];
  const root = projectRoot();
  const treeOfOne = ({ profile, iterations }: typeof before) => {
    const tree = emptyTree();
    addTree(tree, treeOfCpuProfile(profile, { root }), 1 / iterations);
    return tree;
  };
  const trees = { base: treeOfOne(before), head: treeOfOne(after) };
  const changes = changesOf(trees);
  const folder = runFolder(root);
  const title = `${basename(target)} → ${basename(other)}`;
  const about = 'Of one iteration where perf-kit profiled a benchmark, else of the whole run.';
  await writeFlameGraph(folder, { title, about, unit: 'ns', per: null, ...trees, changes });
  const difference = renderDifference({ profiler: 'cpu', trees, changes });
  process.stdout.write(`${difference}\n${placeOf(folder)}\n`);
  return 0;
}

async function runExternal(
  options: ProfileArguments & { tool: ExternalTool; isBench: boolean },
): Promise<0 | 2> {
  const { target, args, tool, isBench, grep, signal } = options;
  const file = resolve(target);
  const root = isBench ? findProject(dirname(file)).root : projectRoot();
  const roots = [root, PERF_KIT];
  const folder = runFolder(root);
  if (!isBench) {
    const command = [target, ...args];
    const at = { cwd: process.cwd(), roots, output: join(folder, tool), isShown: true, signal };
    const { page, failure } = await runTool(tool, { command, ...at });
    process.stdout.write(`${relative(process.cwd(), page)}\n`);
    return failure === null || signal.aborted ? 0 : 2;
  }
  const project = findProject(dirname(file));
  for (const benchmark of await findBenchmarks({ project, file, grep, signal })) {
    const title = titleOf(benchmark);
    const output = join(folder, `${tool}-${folderNameOf(title)}`);
    const at = { cwd: root, roots, output, isShown: false, signal };
    const { page, failure } = await runTool(tool, { command: commandOf(benchmark), ...at });
    if (failure !== null) {
      throw new PerfKitError('PROFILE_FAILED', `${title}: ${tool} ended with ${failure}.`);
    }
    process.stdout.write(`${title}\n${relative(process.cwd(), page)}\n`);
  }
  return 0;
}

function commandOf({ file, test, name }: DeclaredInTest): string[] {
  const request = { file, test, benchmark: name, profiler: null, timeMs: PROFILED_MS };
  return [ENTRY, JSON.stringify({ do: 'profile-benchmark', ...request })];
}

async function show(folder: string, graph: FlameGraph): Promise<void> {
  const { title, unit, head } = graph;
  await writeFlameGraph(folder, graph);
  const functions = renderCosts(changesOf({ base: head, head }), { unit });
  process.stdout.write(`${title}\n${functions}\n${placeOf(folder)}\n\n`);
}

function treeOf(main: ProfileOfThread, root: string) {
  return main.profiler === 'cpu'
    ? treeOfCpuProfile(main.profile, { root })
    : treeOfHeapProfile(main.profile, { root });
}

function isExternal(tool: ProfileFlags['tool']): tool is ExternalTool {
  return (EXTERNAL_TOOLS as readonly string[]).includes(tool);
}

function runFolder(root: Project['root']): string {
  return join(findWorkspaceRoot(root), 'reports', 'profile', newRunId());
}

/** Scripts need no project. */
function projectRoot(): string {
  try {
    return findProject().root;
  } catch {
    return process.cwd();
  }
}

function placeOf(folder: string): string {
  return join(relative(process.cwd(), folder), 'flame-graph.html');
}

function wrong(expected: string, got: string): PerfKitError {
  return new PerfKitError('BAD_ARGUMENT', `Expected ${expected}, got ${got}.`);
}
