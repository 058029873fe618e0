import { expect, test } from 'vitest';
import { alarmTable, coverageTable, powerTable } from './simulation-tables.ts';

const few = { trials: 20, runs: 2 };

test('shows a line for every population, with the number of trials in the title', () => {
  const coverage = coverageTable(few).split('\n');
  expect(coverage[0]).toMatch(/^covered of 20 .* 10 pairs .* 48 pairs .* at the worst stop$/);
  expect(coverage).toHaveLength(2 + 7);
  const alarms = alarmTable(few).split('\n');
  expect(alarms[0]).toMatch(/^alarms in 2 runs of 50/);
  expect(alarms).toHaveLength(2 + 12);
  const power = powerTable(few).split('\n');
  expect(power.filter((line) => line.includes('changed by 0.05'))).toHaveLength(7);
});
