import nx from '@nx/eslint-plugin';
import * as parser from '@typescript-eslint/parser';

/**
 * Projects that the code of each project may import: the arrows of the house, all downward.
 *
 * @type {Record<string, readonly string[]>}
 */
const arrows = {
  'perf-report': [],
  'perf-convert': ['perf-report'],
  'perf-tools': ['perf-report'],
  'perf-host': ['perf-report', 'perf-tools'],
  'perf-compare': ['perf-report', 'perf-host'],
  'perf-calibrate': ['perf-report', 'perf-host', 'perf-compare'],
  'perf-kit': [
    'perf-report',
    'perf-convert',
    'perf-tools',
    'perf-host',
    'perf-compare',
    'perf-calibrate',
  ],
  db: [],
  dashboard: [],
  'playwright-preset': ['perf-report'],
  trends: ['perf-report', 'perf-convert', 'perf-host', 'perf-compare', 'dashboard'],
  app: ['db'],
  tools: ['playwright-preset'],
};

/**
 * Projects that tests outside of perf-kit's own packages may import as well. Nx runs the tests of db and app again when one of these
 * changes: their package.json names them.
 */
const TESTING = ['perf-report', 'perf-tools', 'playwright-preset'];
/** Projects that benchmarks, load scenarios, measurements and figures may import as well. */
const MEASURING = [...TESTING, 'perf-kit'];

const constraints = (more) =>
  Object.entries(arrows).map(([project, imports]) => ({
    sourceTag: `scope:${project}`,
    onlyDependOnLibsWithTags: [
      project,
      ...imports,
      ...(project.startsWith('perf-') ? [] : more),
    ].map((name) => `scope:${name}`),
  }));

const testFiles = [
  '**/*.{test,spec}.{ts,tsx}',
  '**/faults/**',
  '**/e2e/**',
  '**/testing/**',
  '**/playwright*.config.ts',
];
const measuringFiles = [
  '**/*.{bench,load,measure,perf}.ts',
  'packages/db/{bench,load,measure}/**',
  '**/figures.ts',
];

const boundaries = (depConstraints) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    { allow: [], depConstraints, enforceBuildableLibDependency: false },
  ],
});

// The rules for code itself are oxlint's (.oxlintrc.json), which reads types natively.
export default [
  { ignores: ['**/dist/**', '**/node_modules/**', 'reports/**', '.nx/**'] },
  {
    files: ['**/*.{ts,tsx,mts,js,mjs}'],
    languageOptions: { parser },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    plugins: { '@nx': nx },
    rules: boundaries(constraints([])),
  },
  { files: testFiles, rules: boundaries(constraints(TESTING)) },
  { files: measuringFiles, rules: boundaries(constraints(MEASURING)) },
];
