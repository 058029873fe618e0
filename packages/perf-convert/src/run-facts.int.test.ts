import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { parseInstrument, parseRunFacts, type TypedRunFacts } from './run-facts.ts';

const writtenAt = new Date('2026-01-02T03:04:05.678Z');

async function facts(typed: TypedRunFacts, folder?: string) {
  return parseRunFacts(typed, { folder: folder ?? (await temporaryFolder()), writtenAt });
}

/** Creates a repository with one commit. */
async function repository(): Promise<{ folder: string; sha: string }> {
  const folder = await temporaryFolder();
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  git('init', '--quiet');
  const author = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
  const date = '--date=2026-01-01T12:00:00Z';
  git(...author, 'commit', '--quiet', '--allow-empty', '--message=first', date);
  return { folder, sha: git('rev-parse', 'HEAD').trim() };
}

test('completes a commit of the repository here from any of its names', async () => {
  const { folder, sha } = await repository();
  for (const commit of [sha, sha.slice(0, 8), 'HEAD']) {
    expect(await facts({ commit }, folder)).toEqual({
      commit: { sha, branch: null, authoredAt: '2026-01-01T12:00:00.000Z', dirty: false },
    });
  }
});

test('accepts an unknown full hash, with the date of the run', async () => {
  const sha = 'AB'.repeat(20);
  const commit = { sha: sha.toLowerCase(), branch: null, dirty: false };
  expect(await facts({ commit: sha })).toEqual({
    commit: { ...commit, authoredAt: writtenAt.toISOString() },
  });
  expect(await facts({ commit: sha, date: '2026-02-01' })).toEqual({
    startedAt: '2026-02-01T00:00:00.000Z',
    commit: { ...commit, authoredAt: '2026-02-01T00:00:00.000Z' },
  });
});

test.each([
  ['2026-02-01T10:00:00Z', '2026-02-01T10:00:00.000Z'],
  ['2026-02-01T10:00:00+02:00', '2026-02-01T08:00:00.000Z'],
  ['2026-02-01T10:00', '2026-02-01T10:00:00.000Z'],
])('reads the date %s as %s', async (date, startedAt) => {
  expect(await facts({ date })).toEqual({ startedAt });
});

test.each([
  [{ run: '../etc' }, /^Expected --run to be 1 to 128 letters.*, got "\.\.\/etc"\.$/],
  [{ run: '' }, /^Expected --run /],
  [{ commit: 'abc1234' }, /^Expected --commit to be a full commit hash.*, got "abc1234"\.$/],
  [{ commit: '--all' }, /^Expected --commit .*, got "--all"\.$/],
  [{ commit: '' }, /^Expected --commit /],
  [{ date: 'yesterday' }, /^Expected --date to be a day or a time.*, got "yesterday"\.$/],
  [{ date: '2026-02-30' }, /^Expected --date /],
] as const)('refuses %o, and says what was expected', async (typed, message) => {
  await expect(facts(typed)).rejects.toThrow(message);
  await expect(facts(typed)).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
});

test('refuses an unknown instrument, and lists the known ones', () => {
  expect(parseInstrument('counted')).toBe('counted');
  expect(() => parseInstrument('cpu')).toThrow(
    'Expected --instrument to be one of wall, instructions, allocated, browser, counted, got "cpu".',
  );
});
