import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { writeWhole } from './write-whole.ts';

const IS_WINDOWS = process.platform === 'win32';

test.skipIf(IS_WINDOWS).each(['there', 'missing'])(
  'writes the target of a symbolic link that is %s, and the link stays',
  async (state) => {
    const folder = await temporaryFolder();
    mkdirSync(join(folder, 'elsewhere'));
    const target = join(folder, 'elsewhere', 'real.json');
    const link = join(folder, 'link.json');
    if (state === 'there') writeFileSync(target, 'old');
    symlinkSync(join('elsewhere', 'real.json'), link);
    await writeWhole(link, 'new');
    expect(readlinkSync(link)).toBe(join('elsewhere', 'real.json'));
    expect(readFileSync(target, 'utf8')).toBe('new');
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual(['real.json']);
  },
);

test.skipIf(IS_WINDOWS)('refuses links that lead in a circle', async () => {
  const folder = await temporaryFolder();
  symlinkSync('loop', join(folder, 'loop'));
  await expect(writeWhole(join(folder, 'loop'), 'x')).rejects.toMatchObject({
    code: 'REPORT_UNWRITABLE',
  });
  expect(readdirSync(folder)).toEqual(['loop']);
});

test.skipIf(IS_WINDOWS).each([0o600, 0o664])(
  'keeps the permissions %o of a file that it replaces',
  async (mode) => {
    const path = join(await temporaryFolder(), 'private.json');
    writeFileSync(path, 'old');
    chmodSync(path, mode);
    await writeWhole(path, 'new');
    expect(statSync(path).mode & 0o777).toBe(mode);
    expect(readFileSync(path, 'utf8')).toBe('new');
  },
);

test.skipIf(IS_WINDOWS)('writes into a named pipe, which stays', async () => {
  const path = join(await temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = spawn('cat', [path]);
  const received = text(reader.stdout);
  const ended = once(reader, 'exit');
  await writeWhole(path, 'through the pipe');
  expect(lstatSync(path).isFIFO()).toBe(true);
  expect(await received).toBe('through the pipe');
  await ended;
});

test.runIf(process.platform === 'linux').each(['/dev/stdout', '/proc/self/fd/1', '/dev/fd/1'])(
  'writes to standard output as %s, which stays',
  async (path) => {
    const script = `import { writeWhole } from ${JSON.stringify(import.meta.resolve('./write-whole.ts'))};
      await writeWhole(${JSON.stringify(path)}, 'printed');`;
    const args = ['--input-type=module', '-e', script];
    const before = readlinkSync('/dev/stdout');
    const piped = spawnSync('sh', ['-c', 'exec "$0" "$@" | cat', process.execPath, ...args], {
      encoding: 'utf8',
    });
    expect(piped.stdout).toBe('printed');
    const file = join(await temporaryFolder(), 'out.txt');
    const redirected = ['-c', `exec "$0" "$@" > '${file}'`, process.execPath, ...args];
    spawnSync('sh', redirected);
    expect(readFileSync(file, 'utf8')).toBe('printed');
    expect(readlinkSync('/dev/stdout')).toBe(before);
  },
);
