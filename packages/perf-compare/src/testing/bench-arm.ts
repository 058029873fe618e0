import { join } from 'node:path';
import { writeProject } from '@night-pilot/perf-report/testing';
import type { Arm } from '../versions/paired-benchmarks.ts';

/**
 * Writes a project with one bench file, whose only test is named `test`, into a temporary folder.
 *
 * @param body Body of the test. It may call `bench`.
 * @param imports Further lines at the top of the file.
 */
export async function benchArm(body: string, imports = ''): Promise<Arm> {
  const { root } = await writeProject({
    'one.bench.ts': `${imports}
      import { test } from 'vitest';
      test('test', async ({ bench }) => { ${body} });`,
  });
  return { cwd: root, file: join(root, 'one.bench.ts') };
}
