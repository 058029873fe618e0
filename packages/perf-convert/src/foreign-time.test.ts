import { expect, test } from 'vitest';
import { readForeign } from './convert.ts';
import { foreignTime } from './foreign-time.ts';

test.each([
  ['2026-11-25T09:18:39+00:00', '2026-11-25T09:18:39.000Z'],
  ['2026-11-25T09:18:39.123Z', '2026-11-25T09:18:39.123Z'],
  ['2026-11-25T23:18:39-0500', '2026-11-26T04:18:39.000Z'],
  // Without a zone: in UTC, whatever the zone of this machine is.
  ['2018-03-06 17:14:57', '2018-03-06T17:14:57.000Z'],
  ['2018/08/21-10:00:00', '2018-08-21T10:00:00.000Z'],
  ['2026-11-25', '2026-11-25T00:00:00.000Z'],
  [1_601_080_738_009, '2020-09-26T00:38:58.009Z'],
  // `Date` reads each of these as some month.
  ['foo 5', null],
  ['1', null],
  ['v2 build 7', null],
  ['2024-02-30', null],
  ['2024-02-30T00:00:00Z', null],
  ['2024-01-01T25:00:00Z', null],
  ['9999-12-31T23:59:59-14:00', null],
  [8.7e15, null],
  [null, null],
  ['', null],
])('reads the time %j as %j', (time, expected) => {
  expect(foreignTime(time)).toBe(expected);
});

test('makes the same report in every time zone', () => {
  const zone = process.env['TZ'];
  const text = JSON.stringify({
    context: { date: '2018-03-06 17:14:57' },
    benchmarks: [
      {
        name: 'B',
        run_name: 'B',
        run_type: 'iteration',
        iterations: 1,
        real_time: 1,
        cpu_time: 1,
        time_unit: 'ns',
      },
    ],
  });
  const idIn = (name: string) => {
    process.env['TZ'] = name;
    const context = { source: 'b.json', project: 'shop', writtenAt: new Date(0) };
    return readForeign(text, context).report.run.id;
  };
  try {
    expect(idIn('Asia/Tokyo')).toBe(idIn('UTC'));
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
});
