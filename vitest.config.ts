import { defineConfig } from 'vitest/config';

// Nx asks its tasks for colours; what our commands print is compared as it is on a plain pipe.
delete process.env['FORCE_COLOR'];

const project = process.env['NX_TASK_TARGET_PROJECT'];
const results = `${import.meta.dirname}/reports/tests/${project}.json`;

/** One configuration for every project: `vitest run --dir packages/db`, or `nx test db`. */
export default defineConfig({
  test: {
    include: ['**/*.test.{ts,tsx}'],
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Results are kept for counting when Nx runs the tests of a whole project.
    reporters: project ? ['default', ['json', { outputFile: results }]] : ['default'],
    benchmark: { include: ['**/*.bench.ts'], provider: '@night-pilot/perf-kit/vitest' },
  },
});
