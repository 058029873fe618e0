import { expect, test } from 'vitest';
import { factsOfSources, isMovedCode } from './source-facts.ts';

const HELPER = `function escapeField(value: string): string {
  return /[",]/.test(value) ? \`"\${value}"\` : value;
}
`;
const USER = `
import { join } from 'node:path';
/** Writes rows. */
export function write(rows: readonly string[], names: readonly string[]): string {
  return join(...rows.map(escapeField), names.join(','));
}
`;
const base = [USER + HELPER];
const isMoved = (...head: string[]) => isMovedCode(factsOfSources(base), factsOfSources(head));

test('recognises a function that has moved to a file of its own', () => {
  expect(isMoved(`import { escapeField } from './escape.ts';` + USER, `export ${HELPER}`)).toBe(
    true,
  );
});

test('recognises moved code when formatting, order or re-exports change too', () => {
  const index = `export * from './escape.ts';\nexport { write } from './write.ts';\n`;
  const formatted = USER.replace(
    '(rows: readonly string[], names: readonly string[])',
    '(\n  rows: readonly string[],\n  names: readonly string[],\n)',
  ).replaceAll("'", '"');
  const user = `import {\n  escapeField,\n} from './index.ts';\n${formatted}`;
  expect(isMoved(index, user, `// moved\nimport path from 'node:path';\nexport ${HELPER}`)).toBe(
    true,
  );
});

test('recognises a renamed file and a helper that is now exported', () => {
  const user = `import { escapeField } from './a.ts';` + USER;
  const [from, to] = [[user, `export ${HELPER}`], [user.replace('./a.ts', './lib/b.ts')]];
  expect(isMovedCode(factsOfSources(from), factsOfSources([...to, `export ${HELPER}`]))).toBe(true);
  expect(isMoved(USER + `export ${HELPER}`)).toBe(true);
});

test('calls code with other comments, formatting or order not moved', () => {
  expect(isMoved(HELPER + USER)).toBe(false);
  expect(isMoved((USER + HELPER).replace('/** Writes rows. */', '// once\n'))).toBe(false);
});

test('takes a comment inside a string for code', () => {
  const files = (glob: string, size: number) => [
    `const files = '${glob}';\nexport const size = ${size};\n/* all of them */\n`,
  ];
  const [base, moved] = [files('src/**', 1), [...files('src/**', 2), `export * from './a.ts';`]];
  expect(isMovedCode(factsOfSources(base), factsOfSources(moved))).toBe(false);
  const again = [...files('src/**', 1), `export * from './a.ts';`];
  expect(isMovedCode(factsOfSources(base), factsOfSources(again))).toBe(true);
});

test.each([
  ['it does more', HELPER.replace('value;', "value + '';")],
  ['a constant is another one', HELPER.replace('[",]', '[",;]')],
  ['it has another name', HELPER.replace('escapeField', 'escaped')],
  ['it needs another package', `import 'csv';\n${HELPER}`],
  ['it imports when it is called', HELPER.replace('return', "void import('./a.ts'); return")],
])('code that moved is other code when %s', (_what, helper) => {
  expect(isMoved(`import { escapeField } from './escape.ts';` + USER, `export ${helper}`)).toBe(
    false,
  );
});

test('does not compare versions whose code is unknown', () => {
  expect(isMovedCode(null, factsOfSources(base))).toBe(false);
  expect(isMovedCode(factsOfSources(base), null)).toBe(false);
});
