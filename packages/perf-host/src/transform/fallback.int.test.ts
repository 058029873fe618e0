import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { askFork } from '../fork/run-in-fork.ts';
import type { Project } from '@night-pilot/perf-report/workspace';
import { temporaryFolder, writeProject } from '@night-pilot/perf-report/testing';

type Files = Record<string, string>;

/** Has a fork load a bench file. @returns `loaded`, or what failed. */
async function load({ root }: Project, file = 'one.bench.ts'): Promise<string> {
  const request = { do: 'list-tests', file: join(root, file) } as const;
  const listed = await askFork(request, 'tests', { cwd: root, limitMs: 60_000 });
  return listed.state === 'answered' ? 'loaded' : listed.error.message;
}

function cacheOf({ root }: Project): string {
  return join(root, 'node_modules/.cache/perf-kit/transform');
}

/** Returns a bench file that checks what it imports when it is loaded. */
function bench(head: string, checks: string): string {
  return `import { expect, test } from 'vitest';
${head}
{
  ${checks}
}
test('loads', ({ bench }) => bench('run', () => 1).run());
`;
}

const decorated = (checks: string) =>
  bench(
    `const seen: unknown[] = [];
    function watched(...args: unknown[]): void { seen.push(args); }
    class Counter {
      @watched count(): number { return 1; }
    }`,
    `expect(new Counter().count()).toBe(1);
    ${checks}`,
  );

describe('loads a bench file that has or imports', () => {
  const cases: Record<string, { files: Files; file?: string }> = {
    enums: {
      files: {
        'one.bench.ts': bench(
          `import { Color } from './color.ts';
          const enum Size { Small = 3 }
          declare enum Elsewhere { A }`,
          `expect(Color[Color.Green]).toBe('Green');
          expect(Size.Small).toBe(3);`,
        ),
        'color.ts': 'export enum Color { Red, Green }',
      },
    },
    'decorators of the older kind': {
      files: {
        'tsconfig.json': '{ "extends": "./tsconfig.base.json" }',
        'tsconfig.base.json':
          '{ /* a comment */ "compilerOptions": { "experimentalDecorators": true, } }',
        'one.bench.ts': decorated("expect((seen[0] as unknown[])[1]).toBe('count');"),
      },
    },
    'decorators of the standard': {
      files: {
        'one.bench.ts': decorated(
          "expect((seen[0] as [unknown, { kind: string }])[1].kind).toBe('method');",
        ),
      },
    },
    'a referred tsconfig that includes it': {
      files: {
        'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.lib.json" }] }',
        'tsconfig.lib.json':
          '{ "include": ["*.ts"], "compilerOptions": { "experimentalDecorators": true } }',
        'one.bench.ts': decorated("expect((seen[0] as unknown[])[1]).toBe('count');"),
      },
    },
    'JSX with its automatic runtime': {
      files: {
        'node_modules/tiny/package.json': '{ "exports": { "./jsx-runtime": "./run.js" } }',
        'node_modules/tiny/run.js': 'exports.jsx = (tag, props) => [tag, props];',
        'tsconfig.json': '{ "compilerOptions": { "jsx": "react-jsx", "jsxImportSource": "tiny" } }',
        'one.bench.tsx': bench('', 'expect(<b id="x" />).toEqual(["b", { id: "x" }]);'),
      },
      file: 'one.bench.tsx',
    },
    'JSX with a factory': {
      files: {
        'tsconfig.json': '{ "compilerOptions": { "jsx": "react", "jsxFactory": "h" } }',
        'one.bench.ts': bench(
          "import { view } from './view';",
          "expect(view).toEqual(['b', null, 'text']);",
        ),
        'view.tsx':
          'const h = (...all: unknown[]) => all;\nexport const view: unknown = <b>text</b>;',
      },
    },
    'parameter properties': {
      files: {
        'one.bench.ts': bench(
          'class Named { constructor(readonly name: string, private size = 2) {} get twice() { return this.size * 2; } }',
          `expect(new Named('a').name).toBe('a');
          expect(new Named('a').twice).toBe(4);`,
        ),
      },
    },
    namespaces: {
      files: {
        'one.bench.ts': bench(
          'namespace Outer.Inner { export const value = 5; }',
          'expect(Outer.Inner.value).toBe(5);',
        ),
      },
    },
    'paths of a tsconfig that extends another': {
      files: {
        'tsconfig.base.json':
          '{ "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["libs/*/src"], "#one": ["libs/one.ts"] } } }',
        'app/tsconfig.json': '{ "extends": "../tsconfig.base.json" }',
        'app/one.bench.ts': bench(
          `import { name } from '@lib/named';
          import { one } from '#one';
          import { based } from 'libs/based';`,
          "expect([name, one, based]).toEqual(['named', 1, 'based']);",
        ),
        'libs/named/src/index.ts': "export const name = 'named';",
        'libs/one.ts': 'export const one = 1;',
        'libs/based.ts': "export const based = 'based';",
      },
      file: 'app/one.bench.ts',
    },
    'imports without extension, with that of the written file, of a folder': {
      files: {
        'one.bench.ts': bench(
          `import { a } from './a';
          import { b } from './b.js';
          import { c } from './folder';
          import { d } from '.';`,
          "expect([a, b, c, d]).toEqual(['a', 'b', 'c', 'd']);",
        ),
        'a.ts': "export const a = 'a';",
        'b.ts': "export const b = 'b';",
        'folder/index.ts': "export { c } from './c.mjs';",
        'folder/c.mts': "export const c = 'c';",
        'index.ts': "export const d = 'd';",
      },
    },
    'CommonJS in a package that does not say what it is': {
      files: {
        'package.json': '{ "name": "fixture" }',
        'one.bench.ts': bench(
          `import { basename } from 'node:path';
          const { Level, folder } = require('./level');
          const data = require('./data.json');`,
          `expect(Level.High).toBe(1);
          expect(folder).toBe(basename(__dirname));
          expect(data.x).toBe(1);`,
        ),
        'level.ts': `const { basename } = require('node:path');
          enum Level { Low, High }
          module.exports = { Level, folder: basename(__dirname) };`,
        'data.json': '{ "x": 1 }',
      },
    },
    'import in a package that says commonjs': {
      files: {
        'package.json': '{ "name": "fixture", "type": "commonjs" }',
        'one.bench.ts': bench(
          `import whole, { part } from './part';
          import old = require('./old');`,
          "expect([whole, part, old.name, typeof __filename]).toEqual(['whole', 'part', 'old', 'string']);",
        ),
        'part.ts': "export default 'whole';\nexport const part: string = 'part';",
        'old.ts': "const old = { name: 'old' };\nexport = old;",
      },
    },
    'JSON without an attribute': {
      files: {
        'one.bench.ts': bench(
          `import data, { x } from './data.json';
          import same from './data.json' with { type: 'json' };`,
          `expect(x).toBe(1);
          expect(data).toEqual({ x: 1, default: 2, class: 3 });
          expect(data).toEqual(same);`,
        ),
        'data.json': '{ "x": 1, "default": 2, "class": 3 }',
      },
    },
    'types without saying that they are types': {
      files: {
        'one.bench.ts': bench(
          "import { Shape, side } from './shape.ts';",
          'const shape: Shape = { side };\nexpect(shape.side).toBe(2);',
        ),
        'shape.ts': 'export interface Shape { side: number }\nexport const side = 2;',
      },
    },
  };

  test.each(Object.entries(cases))('%s', async (_name, { files, file }) => {
    expect(await load(await writeProject(files), file)).toBe('loaded');
  });
});

test('uses neither the compiler nor the cache for files that Node loads by itself', async () => {
  const plain = await writeProject({
    'one.bench.ts': bench(
      `import { createRequire } from 'node:module';
      import { size } from './size.ts';
      const loaded = Object.keys(createRequire(import.meta.url).cache);`,
      `expect(size).toBe(4);
      expect(loaded.filter((path) => /typescript|get-tsconfig/.test(path))).toEqual([]);`,
    ),
    'size.ts': 'export const size = 4 satisfies number;',
  });
  expect(await load(plain)).toBe('loaded');
  expect(existsSync(cacheOf(plain))).toBe(false);
});

test('runs the cached code in a later fork, and transforms a changed file again', async () => {
  const source = (word: string) =>
    bench(
      `import { writeFileSync } from 'node:fs';
      enum Word { Said = '${word}' }
      writeFileSync('said.txt', Word.Said);`,
      '',
    );
  const cached = await writeProject({ 'one.bench.ts': source('first') });
  const said = () => readFile(join(cached.root, 'said.txt'), 'utf8');
  expect(await load(cached)).toBe('loaded');
  expect(await said()).toBe('first');

  const [entry = '', ...others] = await readdir(cacheOf(cached));
  expect(others).toEqual([]);
  const kept = join(cacheOf(cached), entry);
  await writeFile(kept, (await readFile(kept, 'utf8')).replace('first', 'from the cache'));
  expect(await load(cached)).toBe('loaded');
  expect(await said()).toBe('from the cache');

  await writeFile(join(cached.root, 'one.bench.ts'), source('second'));
  expect(await load(cached)).toBe('loaded');
  expect(await said()).toBe('second');
});

test('keeps the cache in the temporary folder when the workspace has no place for it', async () => {
  const crowded = await writeProject({
    'node_modules/.cache': 'a file, not a folder',
    'one.bench.ts': bench('enum Level { Low, High }', 'expect(Level.High).toBe(1);'),
  });
  const temporary = await temporaryFolder();
  vi.stubEnv('TMPDIR', temporary);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await load(crowded)).toBe('loaded');
  const folder = (await readdir(temporary)).find((name) => name.startsWith('perf-kit-')) ?? '';
  expect(await readdir(join(temporary, folder))).toHaveLength(1);
});

test('names the written line of a transformed file in errors', async () => {
  const throwing = await writeProject({
    'one.bench.ts': `import { fail } from './fail';
fail();
`,
    'fail.ts': `enum Level {
  Low,
  High,
}

interface Unused {
  level: Level;
}

export function fail(): never {
  throw new Error(Level[Level.High]);
}
`,
  });
  expect(await load(throwing)).toBe('Error: High (fail.ts:11:9)');
});

describe('names file, line and column of a syntax error', () => {
  test('in a file that is transformed', async () => {
    const broken = await writeProject({
      'one.bench.ts': bench("import './broken.ts';", ''),
      'broken.ts': 'enum A { One }\nconst x = = 1;\n',
    });
    expect(await load(broken)).toMatch(/^SyntaxError: broken\.ts:2:11: \w+/);
  });

  test('in a file that Node loads', async () => {
    const broken = await writeProject({
      'one.bench.ts': bench("import './broken.ts';", ''),
      'broken.ts': 'const y = 1;\nexport const x: number = ;\n',
    });
    expect(await load(broken)).toMatch(/^SyntaxError: broken\.ts:2:26: \w+/);
  });

  test('in JSON', async () => {
    const broken = await writeProject({
      'one.bench.ts': bench("import data from './broken.json';", 'expect(data).toBeDefined();'),
      'broken.json': '{ "x": }',
    });
    expect(await load(broken)).toMatch(/broken\.json is not valid JSON/);
  });
});

test('reports a missing module in the words of Node', async () => {
  const missing = await writeProject({ 'one.bench.ts': bench("import './nowhere';", '') });
  expect(await load(missing)).toMatch(/Cannot find module .*nowhere/);
});

test('reports a tsconfig that cannot be read when a file needs it', async () => {
  const broken = await writeProject({
    'tsconfig.json': '{ "extends": "./nowhere.json" }',
    'one.bench.ts': bench('enum Level { Low }', 'expect(Level.Low).toBe(0);'),
  });
  expect(await load(broken)).toMatch(/one\.bench\.ts needs its tsconfig\.json.*nowhere\.json/);
});
