import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isOfEndedProcess, ownerMark } from './owner-mark.ts';
import { removeLeftovers } from './remove-leftovers.ts';

const moduleUrl = new URL('./index.ts', import.meta.url).href;

/** Starts a process that prints its mark and runs until it is killed. */
async function otherProcess() {
  const source = `const { ownerMark, temporaryFolder } = await import(${JSON.stringify(moduleUrl)});
    console.log(ownerMark(), temporaryFolder(process.argv[1]));
    setInterval(() => undefined, 1_000);`;
  const prefix = `night-pilot-test-${process.pid}-`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source, prefix]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const [mark = '', folder = ''] = line.toString().trim().split(' ');
  const kill = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { mark, folder, prefix, kill };
}

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'night-pilot-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

test('a mark belongs to a running process until that is killed', async () => {
  const { mark, folder: left, kill } = await otherProcess();
  onTestFinished(() => rm(left, { recursive: true, force: true }));
  expect(isOfEndedProcess(`x-${mark}-y`)).toBe(false);
  await kill();
  expect(isOfEndedProcess(`x-${mark}-y`)).toBe(true);
});

test('a mark of this process, of another machine and a name without a mark are of no ended process', () => {
  const [pid, start] = ownerMark().split('-');
  expect(isOfEndedProcess(ownerMark())).toBe(false);
  expect(isOfEndedProcess(`${pid}-${start}-00000000`)).toBe(false);
  expect(isOfEndedProcess('night-pilot-abc')).toBe(false);
});

test.skipIf(process.platform !== 'linux')(
  'a mark with another start belongs to an earlier process with the same number',
  () => {
    const [pid, start, machine] = ownerMark().split('-');
    expect(isOfEndedProcess(`${pid}-${Number(start) + 1}-${machine}`)).toBe(true);
  },
);

test('removes only entries of the kind with the mark of an ended process', async () => {
  const { mark, folder: left, kill } = await otherProcess();
  onTestFinished(() => rm(left, { recursive: true, force: true }));
  await kill();
  const where = await folder();
  await mkdir(join(where, `ours-${mark}`));
  await writeFile(join(where, `ours-${mark}`, 'file'), 'x');
  await writeFile(join(where, `theirs-${mark}`), 'x');
  await writeFile(join(where, `ours-${ownerMark()}`), 'x');
  await writeFile(join(where, 'ours'), 'x');
  const before: string[] = [];
  removeLeftovers(
    where,
    (name) => name.startsWith('ours'),
    (path) => void before.push(basename(path)),
  );
  expect((await readdir(where)).sort()).toEqual(
    ['ours', `ours-${ownerMark()}`, `theirs-${mark}`].sort(),
  );
  expect(before).toEqual([`ours-${mark}`]);
});

test('the next process removes the temporary folder of a killed one', async () => {
  const first = await otherProcess();
  await first.kill();
  expect(await readdir(first.folder)).toEqual([]);
  const second = await otherProcess();
  await expect(readdir(first.folder)).rejects.toThrow('ENOENT');
  expect(await readdir(second.folder)).toEqual([]);
  await second.kill();
  await rm(second.folder, { recursive: true });
});

test('does nothing in a folder that does not exist', () => {
  expect(() => removeLeftovers('/nowhere/at/all', () => true)).not.toThrow();
});
