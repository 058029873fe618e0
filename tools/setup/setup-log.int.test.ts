import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { TemporaryFolder } from '../testing/temporary-folder.ts';
import { runCommand } from './run-command.mjs';
import { SetupLog } from './setup-log.mjs';

const signal = new AbortController().signal;

test('keeps the output of all programs in order, and replaces the log of the last set-up', async () => {
  await using folder = await TemporaryFolder.create({ 'reports/setup.log': 'of yesterday' });
  const log = new SetupLog(folder.path('reports/setup.log'));
  const echo = ['-c', 'echo out; echo err >&2; exit 3'];
  expect(await runCommand('/bin/sh', echo, { log, signal })).toEqual({
    succeeded: false,
    ending: 'exit code 3',
    output: 'out\nerr\n',
  });
  expect(await runCommand('/bin/sh', ['-c', 'echo more'], { log, signal })).toEqual({
    succeeded: true,
    ending: 'exit code 0',
    output: 'more\n',
  });
  expect(await readFile(folder.path('reports/setup.log'), 'utf8')).toBe(
    '$ /bin/sh -c echo out; echo err >&2; exit 3\nout\nerr\n$ /bin/sh -c echo more\nmore\n',
  );
});

test('shows the last ten lines of a program that failed, without its stack, and names the log', async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.path('setup.log');
  const log = new SetupLog(path);
  const lines = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`);
  const last = lines.slice(2).map((line) => `  ${line}\n`);
  const where = `The whole output is in ${relative(process.cwd(), path)}.`;
  const output = `${lines.join('\n\n')}\n    at download (registry.js:1:2)\n`;
  expect(log.excerpt(output)).toBe(`It printed last:\n${last.join('')}${where}`);
  expect(log.excerpt('\n')).toBe(`It printed nothing.\n${where}`);
});

test('reports a program that cannot be started, and one that runs too long', async () => {
  await using folder = await TemporaryFolder.create();
  const log = new SetupLog(folder.path('setup.log'));
  expect(await runCommand('/no/such/program', [], { log, signal })).toEqual({
    succeeded: false,
    ending: 'spawn /no/such/program ENOENT',
    output: '',
  });
  const sleep = { log, signal, timeoutMs: 20 };
  expect(await runCommand('/bin/sh', ['-c', 'exec sleep 60'], sleep)).toMatchObject({
    succeeded: false,
    ending: 'ended by SIGTERM',
  });
});
