import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Nx asks its tasks for colours; what our commands print is compared as it is on a plain pipe.
delete process.env['FORCE_COLOR'];
// Tests with a temporary folder of their own would have Node compile our commands anew.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache');

const { NX_TASK_TARGET_PROJECT: project, NX_TASK_TARGET_TARGET: target } = process.env;
const part = target === 'test:long' ? '-long' : '';
const results = `${import.meta.dirname}/reports/tests/${project}${part}.json`;

const INTEGRATION = '**/*.int.test.{ts,tsx}';
const LONG = '**/*.long.test.{ts,tsx}';

/** One configuration for every project: `vitest run --dir packages/db`, or `nx test db`. */
export default defineConfig({
  test: {
    pool: 'forks',
    // Vitest alone would take one worker on two cores, and most integration tests wait for processes.
    maxWorkers: 2,
    // Ends what hangs, also on a machine that is busy with something else.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Results are kept for counting when Nx runs the tests of a whole project.
    reporters: project ? ['default', ['json', { outputFile: results }]] : ['default'],
    benchmark: { include: ['**/*.bench.ts'], provider: '@night-pilot/perf-kit/vitest' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', INTEGRATION, LONG],
          // Functions without a state: a process for each file would take longer than their tests.
          isolate: false,
        },
      },
      {
        extends: true,
        // Current folder, environment and processes: each file gets a process of its own.
        test: { name: 'int', include: [INTEGRATION] },
      },
      {
        extends: true,
        // The same, but each file takes many seconds: `npm test` leaves them to `npm run test:long`, which CI runs as well.
        test: { name: 'long', include: [LONG] },
      },
    ],
  },
});
