import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { writeProject } from '@night-pilot/perf-report/testing';
import { findFiles } from './find-files.ts';

test('finds the files that Vitest takes for bench files, and no others', async () => {
  const endings = ['bench.ts', 'benchmark.ts', 'bench.mts', 'bench.cjs', 'bench.jsx'];
  const others = ['load.ts', 'benches.ts', 'bench.json', 'ts'];
  const names = [...endings, ...others].map((ending) => `a.${ending}`);
  const project = await writeProject(Object.fromEntries(names.map((name) => [name, ''])));
  const found = await findFiles(project, 'bench');
  expect(found.map((file) => basename(file))).toEqual(
    endings.map((ending) => `a.${ending}`).sort(),
  );
});

test('takes a file once when it is given twice', async () => {
  const project = await writeProject({ 'a.bench.ts': '' });
  const file = join(project.root, 'a.bench.ts');
  expect(await findFiles(project, 'bench', [file, file])).toEqual([file]);
});
