import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { causeOf, type CpuTime, killGroup } from '@night-pilot/perf-host/process';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { type UnseenTime, unseenTime } from '../record/unseen-time.ts';
import { findTool, type ToolPackage } from './installed-tool.ts';

const PRELOAD = new URL('./cpu-time-preload.mjs', import.meta.url).href;

/** The script that profiles one benchmark in a process that a tool watches; its argument is the request as JSON. */
export const BENCHMARK_ENTRY = fileURLToPath(new URL('./benchmark-entry.mjs', import.meta.url));

/** Tools of other packages, by the names that are typed. */
export const EXTERNAL_TOOLS = ['0x', 'doctor', 'bubbleprof', 'heapprofiler'] as const;
export type ExternalTool = (typeof EXTERNAL_TOOLS)[number];

export interface RunToolOptions {
  /** What Node is to run: a script and its arguments. */
  command: readonly string[];
  cwd: string;
  /** Folders that the tool may be installed in, the project's first. */
  roots: readonly string[];
  /** Folder of its own for what the tool writes; it must not be there yet. */
  output: string;
  /** Show what the command prints. */
  isShown: boolean;
  signal: AbortSignal;
}

export interface ToolOutput {
  /** Absolute path of the page that it made. */
  page: string;
  /** How the tool ended: `exit code 3`; null: as it should. */
  failure: string | null;
  /** What the command took, which the tool sees the main thread of. null: its process was killed. */
  unseen: UnseenTime | null;
}

const OUTPUT_KEPT = 16_000;
/** After Ctrl-C a tool may finish its page for so long. */
const GRACE_MS = 20_000;

/**
 * Runs a Node command under 0x or one of clinic's tools until it ended and its page is written. On a busy machine clinic's
 * doctor now and then looks for its trace before that is there: it runs once more then, and that is said.
 *
 * @throws {PerfKitError} `TOOL_MISSING`, or `PROFILE_FAILED` when it left no page; its folder is gone then.
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
  const child = spawn(
    process.execPath,
    [script, ...flags, '--', process.execPath, '--import', PRELOAD, ...command],
    {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      // Without it clinic asks for permission to send statistics, and stops silently where nobody answers.
      env: {
        ...process.env,
        NO_INSIGHT: '1',
        NO_UPDATE_NOTIFIER: '1',
        PERF_KIT_CPU_TIME_FILE: cpuTimeFile,
      },
    },
  );
  let printed = '';
  for (const [stream, shown] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    stream.on('data', (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-OUTPUT_KEPT);
      if (isShown) shown.write(chunk);
    });
  }
  let kill: NodeJS.Timeout | undefined;
  const abort = () => {
    killGroup(child, 'SIGINT');
    kill = setTimeout(() => killGroup(child, 'SIGKILL'), GRACE_MS);
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    const failure = await new Promise<string | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exitCode, killedBy) => {
        resolve(killedBy ?? (exitCode === 0 ? null : `exit code ${exitCode}`));
      });
    });
    const page = (await readdir(output, { recursive: true })).find((file) =>
      file.endsWith('.html'),
    );
    const unseen = await takeUnseen(cpuTimeFile);
    if (page !== undefined) return { page: join(output, page), failure, unseen };
    await rm(output, { recursive: true, force: true });
    signal.throwIfAborted();
    throw noPage(tool, failure ?? 'exit code 0', printed);
  } finally {
    clearTimeout(kill);
    signal.removeEventListener('abort', abort);
  }
}

/** Reads what the command left, and removes it. */
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
