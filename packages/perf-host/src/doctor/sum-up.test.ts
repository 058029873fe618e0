import { expect, test } from 'vitest';
import type { Finding } from './finding.ts';
import { sumUp } from './sum-up.ts';

const finding = (changes: Partial<Finding>): Finding => ({
  id: 'load',
  title: 'background load',
  state: 'good',
  found: '',
  advice: null,
  matters: ['wall', 'browser'],
  ...changes,
});

test('counts the states and says what they mean for each instrument', () => {
  const findings = [
    finding({ state: 'bad' }),
    finding({ state: 'warn', title: 'Node and V8 flags', matters: ['wall', 'allocated'] }),
    finding({ state: 'unknown', title: 'turbo boost' }),
  ];
  expect(sumUp({ machine: '', system: 'linux', findings })).toBe(
    '1 warn, 1 bad, 1 unknown · wall disturbed (background load) · ' +
      'instructions not available · allocated usable, with care',
  );
});

test('calls a machine without faults ready', () => {
  expect(sumUp({ machine: '', system: 'linux-valgrind', findings: [finding({})] })).toBe(
    '1 good · wall ready · instructions ready · allocated ready',
  );
});
