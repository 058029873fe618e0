import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const WORKSPACE = join(import.meta.dirname, '../..');
const RULE = '@nx/enforce-module-boundaries';
/** This rule needs no types, which take seconds a package to load. */
const eslint = new ESLint({
  cwd: WORKSPACE,
  ruleFilter: ({ ruleId }) => ruleId === RULE,
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

/** What the arrows rule says when a source file of a project imports a package. */
async function arrowsRefuse(project: string, imported: string): Promise<string[]> {
  const folder = join(WORKSPACE, project, 'src');
  const file = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .find((path) => path.endsWith('.ts') && !path.includes('.test.') && !path.includes('testing'));
  const [result] = await eslint.lintText(`import '@night-pilot/${imported}';\n`, {
    filePath: join(folder, file ?? ''),
  });
  const messages = result?.messages ?? [];
  return messages.filter(({ ruleId }) => ruleId === RULE).map(({ message }) => message);
}

test.each([
  ['packages/perf-report', 'perf-tools/load'],
  ['packages/perf-convert', 'perf-host/bench'],
  ['packages/perf-tools', 'perf-host/bench'],
  ['packages/perf-host', 'perf-compare/judge'],
  ['packages/perf-compare', 'perf-calibrate'],
  ['packages/perf-calibrate', 'perf-kit'],
  ['packages/perf-kit', 'trends'],
  ['packages/db', 'perf-kit'],
  ['packages/dashboard', 'trends'],
  ['packages/playwright-preset', 'perf-kit'],
  ['packages/trends', 'perf-kit'],
  ['apps/app', 'perf-kit'],
])('an import upward is refused: %s → %s', async (project, imported) => {
  // As a dependency that has no arrow, or as one that closes a circle.
  expect(await arrowsRefuse(project, imported)).toEqual([
    expect.stringMatching(/can only depend on libs tagged|Circular dependency/),
  ]);
});

test.each([
  ['packages/perf-tools', 'perf-report/stats'],
  ['packages/perf-kit', 'perf-calibrate'],
  ['apps/app', 'db'],
])('an import downward is allowed: %s → %s', async (project, imported) => {
  expect(await arrowsRefuse(project, imported)).toEqual([]);
});
