import { expect, test } from 'vitest';
import { renderTable } from './table.ts';

test('aligns columns when cells contain colours', () => {
  const red = '\u001b[31mslow\u001b[39m';
  expect(
    renderTable(
      [{ title: 'metric' }, { title: 'mean', align: 'right' }],
      [
        ['a', '1 ms'],
        [red, '12 ms'],
      ],
    ),
  ).toBe(['metric   mean', '──────  ─────', 'a        1 ms', `${red}    12 ms`].join('\n'));
});

test('aligns more rows than a call has arguments', () => {
  const rows = Array.from({ length: 200_000 }, (_, index) => [String(index)]);
  const lines = renderTable([{ title: 'n' }], rows).split('\n');
  expect(lines.slice(0, 3)).toEqual(['n', '──────', '0']);
});
