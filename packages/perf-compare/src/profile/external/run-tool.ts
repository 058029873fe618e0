import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { causeOf, type CpuTime, failureOf, run } from '@night-pilot/perf-host/process';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { type UnseenTime, unseenTime } from '../record/unseen-time.ts';
import { findTool, type ToolPackage } from './installed-tool.ts';

const PRELOAD = new URL('./cpu-time-preload.mjs', import.meta.url).href;

/** A script that profiles one benchmark in a process that a tool watches. Its argument is the request as JSON. */
export const BENCHMARK_ENTRY = fileURLToPath(new URL('./benchmark-entry.mjs', import.meta.url));

/** Tools of other packages, by the names that are typed. */
export const EXTERNAL_TOOLS = ['0x', 'doctor', 'bubbleprof', 'heapprofiler'] as const;
export type ExternalTool = (typeof EXTERNAL_TOOLS)[number];

export interface RunToolOptions {
  /** A script for Node and its arguments. */
  command: readonly string[];
  cwd: string;
  /** Folders that the tool may be installed in, the project's first. */
  roots: readonly string[];
  /** Folder for the output of the tool. It must not exist. */
  output: string;
  /** Show the output of the command. */
  isShown: boolean;
  signal: AbortSignal;
}

export interface ToolOutput {
  /** Absolute path of the page that the tool made. */
  page: string;
  /** How the tool failed: `exit code 3`. null: it did not. */
  failure: string | null;
  /** CPU time of the command that the tool does not see: it sees the main thread. null: its process was killed. */
  unseen: UnseenTime | null;
}

/** After Ctrl-C a tool has this time to finish its page, in ms. */
const GRACE_MS = 20_000;

/**
 * Runs a Node command under 0x or one of clinic's tools until its page is written. On a busy machine clinic's doctor
 * sometimes looks for its trace before that is there: then it runs once more, with a line on standard error.
 *
 * @throws {PerfKitError} `TOOL_MISSING`, or `PROFILE_FAILED` when it left no page; its folder is removed then.
 */
export async function runTool(tool: ExternalTool, options: RunToolOptions): Promise<ToolOutput> {
  try {
    return await runToolOnce(tool, options);
  } catch (error) {
    const hasNoPage = error instanceof PerfKitError && error.code === 'PROFILE_FAILED';
    if (!hasNoPage || tool !== 'doctor' || options.signal.aborted) throw error;
    process.stderr.write('clinic doctor left no page: it runs once more.\n');
    return runToolOnce(tool, options);
  }
}

async function runToolOnce(tool: ExternalTool, options: RunToolOptions): Promise<ToolOutput> {
  const { command, cwd, roots, output, isShown, signal } = options;
  signal.throwIfAborted();
  const name: ToolPackage = tool === '0x' ? '0x' : 'clinic';
  const script = findTool(name, roots);
  const cpuTimeFile = join(output, 'cpu-time.json');
  await mkdir(output, { recursive: true });
  const flags =
    tool === '0x'
      ? ['--output-dir', output]
      : [tool, '--open=false', '--dest', output, '--name', 'profile'];
  const watched = [process.execPath, '--import', PRELOAD, ...command];
  const end = await run([process.execPath, script, ...flags, '--', ...watched], {
    cwd,
    env: {
      ...process.env,
      // Otherwise clinic asks for permission to send statistics, and stops silently when nobody answers.
      NO_INSIGHT: '1',
      NO_UPDATE_NOTIFIER: '1',
      PERF_KIT_CPU_TIME_FILE: cpuTimeFile,
    },
    group: true,
    askWith: 'SIGINT',
    graceMs: GRACE_MS,
    signal,
    isShown,
  });
  const failure = failureOf(end);
  const page = (await readdir(output, { recursive: true })).find((file) => file.endsWith('.html'));
  const unseen = await takeUnseen(cpuTimeFile);
  if (page !== undefined) return { page: join(output, page), failure, unseen };
  await rm(output, { recursive: true, force: true });
  signal.throwIfAborted();
  throw noPage(tool, failure ?? 'exit code 0', end.output);
}

/** Reads the CPU times that the command left, and removes the file. */
async function takeUnseen(file: string): Promise<UnseenTime | null> {
  let left: string;
  try {
    left = await readFile(file, 'utf8');
  } catch {
    return null;
  }
  await rm(file);
  return unseenTime(JSON.parse(left) as CpuTime, null);
}

function noPage(tool: ExternalTool, how: string, printed: string): PerfKitError {
  const hint =
    tool === 'heapprofiler'
      ? ' It writes only when a script ends by itself, not by process.exit().'
      : '';
  return new PerfKitError(
    'PROFILE_FAILED',
    `${tool} ended with ${how} and left no page.${hint} It printed: ${causeOf(printed) || 'nothing'}`,
  );
}
