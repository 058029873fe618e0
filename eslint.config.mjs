import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/**
 * What the code of each project may import from others: the arrows of the house, all downward.
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
  trends: ['perf-report', 'perf-compare', 'dashboard'],
  app: ['db'],
  tools: ['playwright-preset'],
};

/** What tests and measurements outside of perf-kit's own packages may import as well. */
const MEASURING = ['perf-report', 'perf-kit', 'playwright-preset'];

const constraint = (project, imports) => ({
  sourceTag: `scope:${project}`,
  onlyDependOnLibsWithTags: [project, ...imports].map((name) => `scope:${name}`),
});
const runTime = Object.entries(arrows).map(([project, imports]) => constraint(project, imports));
const inTests = Object.entries(arrows).map(([project, imports]) =>
  constraint(project, project.startsWith('perf-') ? imports : [...imports, ...MEASURING]),
);

const testFiles = [
  '**/*.{test,spec,bench,load,measure,perf}.{ts,tsx}',
  'packages/db/{bench,load,measure}/**',
  '**/figures.ts',
  '**/playwright*.config.ts',
  '**/testing/**',
];

const boundaries = (depConstraints) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    { allow: [], depConstraints, enforceBuildableLibDependency: false },
  ],
});

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'reports/**', '.nx/**'] },
  tseslint.configs.recommendedTypeChecked,
  prettier,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@nx': nx },
    rules: {
      ...boundaries(runTime),
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, ignoreUsingDeclarations: true },
      ],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'error',
    },
  },
  { files: testFiles, rules: boundaries(inTests) },
  { files: ['**/*.{js,mjs}'], extends: [tseslint.configs.disableTypeChecked] },
);
