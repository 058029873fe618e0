import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isKnownError } from '../errors.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { type PastOptions, readPast } from './read-past.ts';

const options = { project: 'shop', branch: 'main', folder: import.meta.dirname };

const history = JSON.stringify({
  lastUpdate: 1,
  entries: {
    Size: [
      {
        commit: { id: '1'.repeat(40), timestamp: '2025-01-01T00:00:00Z' },
        date: 1_735_689_600_000,
        tool: 'customSmallerIsBetter',
        benches: [{ name: 'bundle', value: 1, unit: 'bytes' }],
      },
    ],
  },
});

async function refusal(content: string | Buffer, more: Partial<PastOptions> = {}) {
  const path = join(await tempFolder(), 'data.js');
  await writeFile(path, content);
  const error = await readPast(path, { ...options, ...more }).then(
    () => null,
    (cause: unknown) => cause,
  );
  expect(isKnownError(error)).toBe(true);
  return (error as Error).message.replaceAll(path, 'data.js');
}

test.each<[string, string | Buffer, RegExp, Partial<PastOptions>?]>([
  [
    'code',
    'window.BENCHMARK_DATA = (() => process.exit(7))()',
    /^data\.js is not valid JSON, or cut off .+Known formats: /,
  ],
  ['bytes', Buffer.from([0x7b, 0xff, 0xfe]), /^Expected .+ at data\.js: .+UTF-8/],
  ['a file that is cut off', history.slice(0, 200), /^data\.js is not valid JSON, or cut off/],
  ['a key that objects drop', history.replace('"Size"', '"__proto__"'), /^data\.js: .*__proto__/],
  [
    'a typed commit beside a history',
    history,
    /^data\.js \(github.+leave out --commit and --date\.$/,
    { typed: { commit: 'a'.repeat(40) } },
  ],
  ['an unknown format', history, /^Expected --from to be one of /, { from: 'toml' }],
  ['a wrong date', history, /^Expected --date to be a day/, { typed: { date: 'today' } }],
])('refuses %s in one sentence', async (_, content, message, more) => {
  const refused = await refusal(content, more);
  expect(refused).toMatch(message);
  expect(refused).not.toContain('\n');
});

test('refuses a missing file and a folder', async () => {
  const folder = await tempFolder();
  await expect(readPast(join(folder, 'nope.js'), options)).rejects.toThrow(/there is no such file/);
  await expect(readPast(folder, options)).rejects.toMatchObject({ code: 'IMPORT_UNREADABLE' });
});
