import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const WORKSPACE = join(import.meta.dirname, '../..');

interface Manifest {
  bin?: Record<string, string>;
  engines?: { node?: string };
}

/** Commands that the packages of this workspace install, with the version of Node that each package asks for. */
const commands = ['packages', 'apps'].flatMap((group) =>
  readdirSync(join(WORKSPACE, group)).flatMap((name) => {
    const folder = join(WORKSPACE, group, name);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    return Object.entries(manifest.bin ?? {}).map(([command, file]) => ({
      command,
      file: join(folder, file),
      oldest: manifest.engines?.node?.replace('>=', '') ?? '',
    }));
  }),
);

function run(node: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(node, args, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('finds the commands of the workspace', () => {
  expect(commands.map(({ command }) => command).sort()).toEqual([
    'cnp',
    'perf-kit',
    'perf-trends',
    'playwright-preset',
  ]);
});

describe.each(commands)('$command', ({ command, file, oldest }) => {
  test('asks in one sentence for a newer Node when Node cannot run TypeScript', () => {
    const { status, stdout, stderr } = run(process.execPath, [
      '--no-experimental-strip-types',
      file,
      '--help',
    ]);
    const { node } = process.versions;
    expect(stderr).toMatch(
      new RegExp(`^${command} needs Node ${oldest}, .* but this is Node ${node} .*PATH\\.\n$`),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  test('starts with this Node', () => {
    const { status, stdout, stderr } = run(process.execPath, [file, '--help']);
    expect(stdout).toMatch(new RegExp(`^Usage: ${command} `));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

/** The Node of the system is an older one on many machines. */
const systemNode = '/usr/bin/node';
const { status, stdout: version } = run(systemNode, ['--version']);
const isOld = status === 0 && /^v(1\d|2[01])\./.test(version);

test.skipIf(!isOld).each(commands)(
  '$command asks for a newer Node in the Node of the system',
  ({ command, file }) => {
    const { status, stdout, stderr } = run(systemNode, [file]);
    expect(stderr).toMatch(
      new RegExp(`^${command} needs Node .* this is Node ${version.trim().slice(1)} `),
    );
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  },
);
