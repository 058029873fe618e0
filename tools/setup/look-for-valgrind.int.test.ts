import { expect, test } from 'vitest';
import { TemporaryFolder } from '../testing/temporary-folder.ts';
import { lookForValgrind } from './look-for-valgrind.mjs';

test('says in one line how to install Valgrind where it is missing, on Linux only', async () => {
  await using folder = await TemporaryFolder.create();
  const env = { PATH: folder.root };
  expect(lookForValgrind({ env, platform: 'linux' })).toMatch(
    /^Optional: .*`sudo apt-get install valgrind`.*$/,
  );
  expect(lookForValgrind({ env, platform: 'darwin' })).toBeNull();
  await folder.script('valgrind', 'exit 0');
  expect(lookForValgrind({ env, platform: 'linux' })).toBeNull();
});
