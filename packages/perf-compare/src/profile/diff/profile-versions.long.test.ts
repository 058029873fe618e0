import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { profileVersions } from './profile-versions.ts';

const BENCH = `import { test } from 'vitest';
import { hash } from './hash.js';
const text = 'a text of some length, '.repeat(60);
test('program', ({ bench }) => bench('run', () => hash(text)).run());
`;
const hash = (mix: string) => `export function hash(text) {
  let state = 7;
  for (let at = 0; at < text.length; at += 1) state = mix(state, text.charCodeAt(at));
  return state;
}
function mix(state, code) {
  return ${mix};
}
`;

test('names a small function that V8 inlines, with its line', async () => {
  const root = await temporaryFolder();
  const version = async (name: string, mix: string) => {
    const cwd = join(root, name);
    await mkdir(cwd);
    await writeFile(join(cwd, 'package.json'), '{ "name": "program", "type": "module" }');
    await writeFile(join(cwd, 'hash.js'), hash(mix));
    await writeFile(join(cwd, 'program.bench.js'), BENCH);
    return { cwd, file: join(cwd, 'program.bench.js') };
  };
  const base = await version('base', '(Math.imul(state, 31) + code) | 0');
  const head = await version(
    'head',
    '(((state * 31 + code) % 4294967296) * 31 % 65521 + code) | 0',
  );
  const of = { test: ['program'], benchmark: 'run' };
  const { changes } = await profileVersions({ base, head }, of);
  expect(changes[0]?.frame).toEqual({ name: 'mix', file: 'hash.js', line: 6 });
});
