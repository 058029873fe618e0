import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** What each room may import at run time: the arrows of the house, and nothing else. */
const runTime = [
  { sourceTag: 'scope:perf-kit', onlyDependOnLibsWithTags: ['scope:perf-kit'] },
  { sourceTag: 'scope:db', onlyDependOnLibsWithTags: ['scope:db'] },
  { sourceTag: 'scope:dashboard', onlyDependOnLibsWithTags: ['scope:dashboard'] },
  {
    sourceTag: 'scope:playwright-preset',
    onlyDependOnLibsWithTags: ['scope:playwright-preset', 'scope:perf-kit'],
  },
  {
    sourceTag: 'scope:trends',
    onlyDependOnLibsWithTags: ['scope:trends', 'scope:perf-kit', 'scope:dashboard'],
  },
  { sourceTag: 'scope:app', onlyDependOnLibsWithTags: ['scope:app', 'scope:db'] },
  { sourceTag: 'scope:tools', onlyDependOnLibsWithTags: ['scope:playwright-preset'] },
];

/** Tests and measurements may also use perf-kit, and browser tests the preset. */
const inTests = runTime.map(({ sourceTag, onlyDependOnLibsWithTags }) => ({
  sourceTag,
  onlyDependOnLibsWithTags: [
    ...onlyDependOnLibsWithTags,
    'scope:perf-kit',
    'scope:playwright-preset',
  ],
}));

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
  {
    files: ['packages/playwright-preset/src/**'],
    ignores: testFiles,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: '@night-pilot/perf-kit', message: 'Import @night-pilot/perf-kit/report.' },
          ],
        },
      ],
    },
  },
  { files: ['**/*.{js,mjs}'], extends: [tseslint.configs.disableTypeChecked] },
);
