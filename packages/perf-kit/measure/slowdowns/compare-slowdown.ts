import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Slowdown } from './slowdowns.ts';

const BIN = fileURLToPath(new URL('../../bin/perf-kit.mjs', import.meta.url));
const run = promisify(execFile);

/** Exit code and duration of a comparison. */
export interface ComparedSlowdown {
  exitCode: number | null;
  seconds: number;
}

/** Commits base and head of a slowdown to a new repository and runs `perf-kit compare HEAD~1 HEAD` in it. */
export async function compareSlowdown(
  { length, base, head }: Slowdown,
  signal: AbortSignal,
): Promise<ComparedSlowdown> {
  const root = await mkdtemp(join(tmpdir(), 'perf-kit-slowdown-'));
  try {
    const git = (...args: string[]) => run('git', args, { cwd: root });
    const commit = async (body: string) => {
      const text = `export function work(list: readonly number[]): unknown { ${body} }\n`;
      await writeFile(join(root, 'src', 'work.ts'), text);
      await git('add', '--all');
      await git('-c', 'user.name=perf-kit', '-c', 'user.email=', 'commit', '--quiet', '-m', 'work');
    };
    await mkdir(join(root, 'src'));
    await writeFile(join(root, 'package.json'), '{ "name": "slowdown", "type": "module" }\n');
    await writeFile(join(root, 'work.bench.ts'), benchFile(length));
    await git('init', '--quiet');
    await commit(base);
    await commit(head);
    const startedAt = performance.now();
    const child = spawn(process.execPath, [BIN, 'compare', 'HEAD~1', 'HEAD'], {
      cwd: root,
      signal,
      stdio: 'ignore',
      killSignal: 'SIGINT',
    });
    const [exitCode] = (await once(child, 'exit')) as [number | null];
    return { exitCode, seconds: (performance.now() - startedAt) / 1000 };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

function benchFile(length: number): string {
  return `import { test } from 'vitest';
import { work } from './src/work.ts';

const list = Array.from({ length: ${length} }, (_, at) => at);
test('work', async ({ bench }) => {
  await bench('it', () => work(list)).run();
});
`;
}
