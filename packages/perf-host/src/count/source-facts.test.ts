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

test('a function in a file of its own is moved code', () => {
  expect(isMoved(`import { escapeField } from './escape.ts';` + USER, `export ${HELPER}`)).toBe(
    true,
  );
});

test('so it is when other code is formatted, ordered or handed on in another way, and imports a package too', () => {
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

test('a file by another name and a helper that is exported now are moved code', () => {
  const user = `import { escapeField } from './a.ts';` + USER;
  const [from, to] = [[user, `export ${HELPER}`], [user.replace('./a.ts', './lib/b.ts')]];
  expect(isMovedCode(factsOfSources(from), factsOfSources([...to, `export ${HELPER}`]))).toBe(true);
  expect(isMoved(USER + `export ${HELPER}`)).toBe(true);
});

test('comments, formatting and order alone move nothing', () => {
  expect(isMoved(HELPER + USER)).toBe(false);
  expect(isMoved((USER + HELPER).replace('/** Writes rows. */', '// once\n'))).toBe(false);
});

test('what looks like a comment in a string is code', () => {
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

test('versions of which the code is not known are not the same', () => {
  expect(isMovedCode(null, factsOfSources(base))).toBe(false);
  expect(isMovedCode(factsOfSources(base), null)).toBe(false);
});
