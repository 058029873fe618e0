import { existsSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { diskFull } from './disk-full.ts';

test.runIf(existsSync('/dev/full'))('a full disk is known by the system’s own error', () => {
  let said = '';
  try {
    writeFileSync('/dev/full', 'x');
  } catch (error) {
    said = String(error);
  }
  expect(diskFull(said, 'some/folder')).toMatchObject({
    code: 'DISK_FULL',
    message: expect.stringMatching(/some\/folder.*TMPDIR/) as string,
  });
});

test('another error is not one of space', () => {
  expect(diskFull('EACCES: permission denied', 'some/folder')).toBeNull();
});
