import { join } from 'node:path';
import { writeProject } from '@night-pilot/perf-report/testing';
import { countBenchmark, type CountOptions } from '../count/count-benchmark.ts';

/** Makes a project of one bench file, and a function that counts one of its benchmarks. */
export async function projectOf(body: string) {
  const { root } = await writeProject({
    'one.bench.ts': `import { expect, test } from 'vitest';\n${body}`,
  });
  return {
    root,
    count: (benchmark: string, options: Partial<CountOptions> = {}, title = 'test') =>
      countBenchmark(
        { cwd: root, file: join(root, 'one.bench.ts'), test: [title], benchmark },
        { instrument: 'allocated', ...options },
      ),
  };
}
