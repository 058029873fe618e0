import { expect, test } from 'vitest';
import { checkPower } from './power.ts';
import { recordedFiles } from './system-files.ts';

const supply = (name: string, fields: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(fields).map(([field, text]) => [
      `/sys/class/power_supply/${name}/${field}`,
      `${text}\n`,
    ]),
  );

test.each([
  ['a desktop', {}, 'good', 'no battery'],
  ['on mains', supply('BAT0', { type: 'Battery', status: 'Charging' }), 'good', 'mains'],
  ['on battery', supply('BAT0', { type: 'Battery', status: 'Discharging' }), 'bad', 'battery'],
  [
    'a mouse',
    supply('hid-1', { type: 'Battery', status: 'Discharging', scope: 'Device' }),
    'good',
    'no battery',
  ],
])('%s', (_what, texts, state, found) => {
  expect(checkPower(recordedFiles(texts), true)).toMatchObject({ state, found });
});

test('claims nothing on systems other than Linux', () => {
  expect(checkPower(recordedFiles({}), false).state).toBe('unknown');
});
