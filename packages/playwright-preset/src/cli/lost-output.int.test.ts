import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SampleProject } from '../testing/sample-project.ts';

const CONFIG = `
  import { definePreset } from '@night-pilot/playwright-preset';
  export default definePreset({ projectRoot: import.meta.dirname });
`;

/** Runs `playwright-preset` as `$0` and its arguments in a line of a shell. */
async function presetIn(line: string, args: readonly string[]) {
  await using project = await SampleProject.create({ 'playwright.config.ts': CONFIG });
  const bin = new URL('../../bin/playwright-preset.mjs', import.meta.url).pathname;
  const command = ['-c', line, process.execPath, bin, ...args];
  const env = { ...process.env, NIGHT_PILOT_CHROMIUM: process.execPath };
  return spawnSync('sh', command, { cwd: project.root, encoding: 'utf8', env });
}

test.runIf(existsSync('/dev/full')).each(['explain', 'explain --json', '--help'])(
  'ends with 2 and says so when its output cannot be written: %s',
  async (typed) => {
    const { status, stderr } = await presetIn('exec "$0" "$@" > /dev/full', typed.split(' '));
    expect(stderr).toMatch(/^Standard output cannot be written: ENOSPC: no space left on device/);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(status).toBe(2);
  },
);

test.runIf(existsSync('/dev/full'))('ends with 2 when its message cannot be written', async () => {
  const { status, stdout } = await presetIn('exec "$0" "$@" 2> /dev/full', [
    'explain',
    '--config',
    'none.ts',
  ]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});

test.skipIf(process.platform === 'win32')(
  'fails for nothing when its reader has read enough',
  async () => {
    const line = '{ "$0" "$@"; echo "ended with $?" >&2; } | true';
    const { stderr } = await presetIn(line, ['explain']);
    expect(stderr).toBe('ended with 0\n');
  },
);
