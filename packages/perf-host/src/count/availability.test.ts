import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { instrumentAvailability } from './availability.ts';

test('names the command that installs Valgrind when it is missing', () => {
  const missing = instrumentAvailability('instructions', { platform: 'linux', path: '/nowhere' });
  expect(missing).toEqual({
    state: 'unavailable',
    reason: 'instructions need Valgrind: apt-get install valgrind',
  });
});

test.runIf(process.platform === 'linux').each([
  ['uses the Valgrind that it finds in PATH', 'echo valgrind-3.19.0', 'available'],
  ['says so when Valgrind does not start', 'exit 127', 'unavailable'],
])('%s', async (_name, script, state) => {
  const folder = await mkdtemp(join(tmpdir(), 'perf-host-valgrind-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'valgrind');
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  const found = instrumentAvailability('instructions', { path: folder });
  expect(found).toEqual(
    state === 'available'
      ? { state, valgrind: { path, version: '3.19.0' } }
      : { state, reason: `${path} does not start: apt-get install --reinstall valgrind` },
  );
});

test.each(['darwin', 'win32'] as const)('does not count instructions on %s', (platform) => {
  expect(instrumentAvailability('instructions', { platform })).toMatchObject({
    state: 'unavailable',
    reason: expect.stringContaining(platform) as string,
  });
});

test('counts allocations on every system', () => {
  expect(instrumentAvailability('allocated', { platform: 'darwin', path: '' }).state).toBe(
    'available',
  );
});
