import { expect, test } from 'vitest';
import { checkSmt } from './smt.ts';
import { recordedFiles } from './system-files.ts';

const FOLDER = '/sys/devices/system/cpu/smt';

test.each([
  [{ [`${FOLDER}/active`]: '1\n', [`${FOLDER}/control`]: 'on\n' }, 'warn', 'on: two'],
  [{ [`${FOLDER}/active`]: '0\n', [`${FOLDER}/control`]: 'off\n' }, 'good', 'off'],
  [{ [`${FOLDER}/active`]: '0\n', [`${FOLDER}/control`]: 'notsupported\n' }, 'good', 'none seen'],
  [{}, 'unknown', 'not told'],
])('%j is %s', (texts, state, found) => {
  expect(checkSmt(recordedFiles(texts))).toMatchObject({
    state,
    found: expect.stringContaining(found) as string,
  });
});
