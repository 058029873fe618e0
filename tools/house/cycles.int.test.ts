import { spawnSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ownedTemporaryFolder } from '@night-pilot/perf-report/process';
import { expect, onTestFinished, test } from 'vitest';

const WORKSPACE = join(import.meta.dirname, '../..');

/** Runs the check of imports, as `nx imports workspace` does, on a folder with these files. */
async function checkImports(files: Record<string, string>) {
  const folder = await ownedTemporaryFolder('cycles-');
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries({ 'tsconfig.base.json': '{}', ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      join(WORKSPACE, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      ...['--config', join(WORKSPACE, '.dependency-cruiser.mjs'), 'src'],
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  return { status, stdout };
}

test('refuses two files that import each other, if only types', async () => {
  const { status, stdout } = await checkImports({
    'src/one.ts': "import type { Two } from './two.ts';\nexport type One = Two[];\n",
    'src/two.ts': "import type { One } from './one.ts';\nexport interface Two { one: One }\n",
  });
  expect(stdout).toContain('no-cycle-of-files');
  expect(status).not.toBe(0);
});

test('refuses two folders that import each other through different files', async () => {
  const { status, stdout } = await checkImports({
    'src/one/a.ts': "export { b } from '../two/b.ts';\n",
    'src/one/c.ts': 'export const c = 1;\n',
    'src/two/b.ts': 'export const b = 1;\n',
    'src/two/d.ts': "export { c } from '../one/c.ts';\n",
  });
  expect(stdout).toContain('no-cycle-of-rooms');
  expect(status).not.toBe(0);
});

test('accepts a folder that another imports, and imports of tests in both directions', async () => {
  const { status, stdout } = await checkImports({
    'src/one/a.ts': "export { b } from '../two/b.ts';\n",
    'src/two/b.ts': 'export const b = 1;\n',
    'src/two/b.test.ts': "import { b } from '../one/a.ts';\nb.toFixed();\n",
  });
  expect(stdout).toContain('no dependency violations found');
  expect(status).toBe(0);
});
