import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { readReport } from '@night-pilot/perf-report';
import { npmWorkspace } from '@night-pilot/perf-compare/testing';
import { perfKit } from '../../testing/perf-kit.ts';

afterEach(() => void vi.unstubAllEnvs());

test('compare --profile attaches what grew, and names it', async () => {
  const { root, write, commit } = await npmWorkspace();
  const copies = (body: string) =>
    `export const core = (list) => copy(list).length;\nfunction copy(list) {\n  return ${body};\n}\n`;
  commit({
    'packages/core/index.js': copies('list.slice()'),
    'packages/middle/index.js': 'export { core as middle } from "@fixture/core";\n',
    'packages/top/bench/top.bench.ts': `
      import { test } from 'vitest';
      import { top } from '../index.js';
      test('lists', ({ bench }) => {
        const list = Array.from({ length: 200 }, (_, value) => ({ value }));
        return bench('copied', () => top(list)).run();
      });`,
  });
  write({ 'packages/core/index.js': copies('list.map((one) => ({ ...one }))') });
  const project = join(root, 'packages/top');
  const args = ['compare', 'HEAD', '--instrument', 'allocated', '--profile'];
  const { status, stdout } = await perfKit(project, args);
  expect(stdout).toMatch(
    /^lists › copied, allocated\nAn iteration: .*\nfunction that grew .*\n─.*\ncopy \(\.\.\/core\/index\.js:2\)/m,
  );
  expect(status).toBe(1);
  const [run = ''] = readdirSync(join(root, 'reports/compare'));
  const folder = join(root, 'reports/compare', run);
  const { attachments } = await readReport(join(folder, 'head.json'));
  expect(attachments).toMatchObject([
    { kind: 'heap-profile', of: { suite: 'lists', name: 'copied', instrument: 'allocated' } },
    { kind: 'heap-profile' },
    { kind: 'flame-graph', path: 'profiles/1-lists-copied/flame-graph.html' },
  ]);
  for (const { path } of attachments) expect(existsSync(join(folder, path))).toBe(true);
  const reports = await perfKit(project, ['compare', 'a.json', 'b.json', '--profile']);
  expect(reports.stderr).toContain('Expected two versions with --profile, got two reports');
});
