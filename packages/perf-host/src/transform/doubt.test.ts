import { describe, expect, test } from 'vitest';
import { doubtAbout } from './doubt.ts';

const doubt = (text: string, path = '/a.ts', format: string | null = null) =>
  doubtAbout(path, text, format);

describe('what Node refuses raises a doubt', () => {
  test.each([
    'enum Color { Red }',
    'export const enum Color { Red }',
    'namespace Outer.Inner { export const a = 1; }',
    'class A { constructor(private name: string) {} }',
    'class A { constructor(list: string[] = make(1, () => two()), readonly name = "x") {} }',
    "import fs = require('node:fs');",
    'export = value;',
    '@decorated class A {}',
    'export @decorated() class A {}',
    'class A { @decorated x = 1; static @decorated y = 2; }',
    'class A { method(@decorated x: number) {} }',
    '/** documented */ @decorated() class A {}',
    'class A { accessor x = 1; }',
  ])('%s', (text) => {
    expect(doubt(text)).toBe('syntax');
  });

  test('doubts a file with JSX, whatever its text', () => {
    expect(doubt('export {};', '/a.tsx')).toBe('jsx');
    expect(doubt('export {};', '/a.jsx')).toBe('jsx');
  });

  test('doubts module syntax in a file that its package makes CommonJS', () => {
    expect(doubt("import fs from 'node:fs';", '/a.ts', 'commonjs-typescript')).toBe('commonjs');
    expect(doubt("import fs from 'node:fs';", '/a.cts')).toBe('commonjs');
    expect(doubt("import fs from 'node:fs';\nfs.readdirSync(__dirname);")).toBe('commonjs');
  });
});

describe('what Node loads raises none', () => {
  test.each([
    "import { a } from '@scope/name';",
    'export type Name = string;\nexport const x = 1;',
    'class A { constructor(name: string) {}\n  private readonly other = 1;\n}',
    '/**\n * @throws {Error} see {@link other}\n */\nexport const x = 1;',
    '// @ts-expect-error a reason\nconst mail = "a@b.c";',
    "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nrequire('x');",
    "const fs = require('node:fs');\nmodule.exports = fs;",
    'const module = 1, namespace = 2;\nconst text = `enum of ${module}`;',
  ])('%s', (text) => {
    expect(doubt(text)).toBeNull();
  });
});
