import { expect, test } from 'vitest';
import { checkNodeFlags } from './node-flags.ts';

const check = (flags: string[], coverage?: string) =>
  checkNodeFlags({ version: 'v24.1.0', flags, coverage });

test('calls no flags, empty words and warnings good', () => {
  expect(check(['', '--no-warnings', '--max-old-space-size=4096']).state).toBe('good');
});

test.each(['--inspect-brk', '--jitless', '--no_opt', '--cpu-prof', '--trace-deopt'])(
  '%s is bad: it changes what is measured',
  (flag) => {
    expect(check([flag])).toMatchObject({ state: 'bad', found: `v24.1.0 with ${flag}` });
  },
);

test('calls coverage bad', () => {
  expect(check([], 'coverage').found).toContain('NODE_V8_COVERAGE');
});

test('asks for the same flags on both sides when a flag is unknown', () => {
  expect(check(['--import', 'tsx'])).toMatchObject({
    state: 'warn',
    found: 'v24.1.0 with --import',
  });
});
