import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';

const workspace = import.meta.dirname;
const project = basename(process.argv[process.argv.indexOf('--dir') + 1] ?? workspace);

// Nx asks its tasks for colours; what our commands print is compared as it is on a plain pipe.
delete process.env['FORCE_COLOR'];

/** One configuration for every project: `vitest run --dir packages/db`. */
export default defineConfig({
  test: {
    include: ['**/*.test.{ts,tsx}'],
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ['default', ['json', { outputFile: `${workspace}/reports/tests/${project}.json` }]],
    benchmark: { include: ['**/*.bench.ts'] },
  },
});
