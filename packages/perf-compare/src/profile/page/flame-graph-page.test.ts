import { expect, test } from 'vitest';
import { sampleProfile } from '../../testing/sample-profile.ts';
import { treeOfCpuProfile } from '../tree/call-tree.ts';
import { flameGraphPage } from './flame-graph-page.ts';

const EVIL = '</script><img src=x>';
const tree = (us: number) =>
  treeOfCpuProfile(
    sampleProfile([{ stack: [`${EVIL}@file:///shop/a.ts`, 'inner@file:///shop/a.ts'], us }]),
    { root: '/shop' },
  );
const page = (base: boolean) =>
  flameGraphPage({
    title: `<b>${EVIL}`,
    about: 'a & b',
    unit: 'ns',
    per: 'iteration',
    head: tree(30),
    base: base ? tree(10) : null,
  });

test('makes a page without network whose names are text, never markup', async () => {
  const html = await page(false);
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;b&gt;&lt;/script&gt;');
  expect(html).toContain('a &amp; b');
  expect(html).not.toMatch(/https?:|<link|<script src|@import/);
  expect(html).toMatch(
    /<td>inner <span class="file">a.ts:\d+<\/span><\/td><td class="number">30 µs/,
  );
});

test('writes the tree as data: frame, own cost in head and base, and callees', async () => {
  const json = /id="data">(.*)<\/script>/.exec(await page(true))?.[1] ?? '';
  expect(JSON.parse(json)).toEqual({
    unit: 'ns',
    isDifference: true,
    tree: [2, 0, 0, [[1, 0, 0, [[0, 30_000, 10_000, []]]]]],
    frames: [
      ['inner', 'a.ts'],
      [EVIL, 'a.ts'],
      ['(root)', ''],
    ],
  });
});

test('shows what grew in the table of a difference', async () => {
  expect(await page(true)).toMatch(/inner .*10 µs.*30 µs.*\+20 µs \(\+200 %\)/);
});
