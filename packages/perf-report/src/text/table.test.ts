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
