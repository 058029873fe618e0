import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder, writeProject } from '@night-pilot/perf-report/testing';
import { findTool } from './installed-tool.ts';
import { BENCHMARK_ENTRY, EXTERNAL_TOOLS, runTool } from './run-tool.ts';

const OWN_PACKAGE = fileURLToPath(new URL('../../../', import.meta.url));
const never = new AbortController().signal;

test("leaves the pages of 0x and of clinic's tools", async () => {
  const { root } = await writeProject({
    'app.mjs': `function work() { return JSON.stringify(Array.from({ length: 2000 }, (_, at) => ({ at }))); }
      for (let round = 0; round < 200; round += 1) work();`,
    'list.bench.ts': `import { test } from 'vitest';
      const list = Array.from({ length: 500 }, (_, at) => at);
      test('lists', ({ bench }) => bench('copied', () => list.slice()).run());`,
  });
  const request = {
    do: 'profile-benchmark',
    file: join(root, 'list.bench.ts'),
    test: ['lists'],
    benchmark: 'copied',
    profiler: null,
    timeMs: 200,
  };
  // One after the other: several at once lose a race for their own files.
  for (const tool of EXTERNAL_TOOLS) {
    const command =
      tool === 'heapprofiler' ? [BENCHMARK_ENTRY, JSON.stringify(request)] : ['app.mjs'];
    const output = join(root, tool);
    const options = {
      cwd: root,
      roots: [root, OWN_PACKAGE],
      output,
      isShown: false,
      signal: never,
    };
    const { page, failure, unseen } = await runTool(tool, { command, ...options });
    expect(failure).toBe(null);
    // What went by in other threads is known, where the system tells.
    if (process.platform === 'linux') expect(unseen?.threadMs).toBeGreaterThan(0);
    expect(existsSync(join(output, 'cpu-time.json'))).toBe(false);
    expect(await readFile(page, 'utf8')).toContain('<html');
  }
});

test('fails and removes the folder when a tool leaves no page', async () => {
  const { root } = await writeProject({ 'app.mjs': 'process.exit(4);' });
  const output = join(root, 'out');
  const options = {
    cwd: root,
    roots: [root, OWN_PACKAGE],
    output,
    isShown: false,
    signal: never,
  };
  await expect(runTool('heapprofiler', { command: ['app.mjs'], ...options })).rejects.toThrow(
    /heapprofiler ended with exit code \d+ and left no page\. It writes only when/,
  );
  expect(existsSync(output)).toBe(false);
});

test('names the command that installs a missing tool', async () => {
  const folder = await temporaryFolder();
  for (const name of ['0x', 'clinic'] as const) {
    expect(() => findTool(name, [folder])).toThrow(
      `${name} is not installed: npm install --save-dev ${name}.`,
    );
  }
});
