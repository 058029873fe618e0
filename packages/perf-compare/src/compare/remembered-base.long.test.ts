import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { instrumentAvailability } from '@night-pilot/perf-host/count';
import { parseReport } from '@night-pilot/perf-report';
import { npmWorkspace } from '../testing/npm-workspace.ts';
import { compareVersions } from './compare-versions.ts';

afterEach(() => void vi.unstubAllEnvs());

const availability = instrumentAvailability('instructions');
const skipped = availability.state === 'unavailable' ? ` (skipped: ${availability.reason})` : '';

test.skipIf(availability.state === 'unavailable')(
  `counts head alone in a second comparison with the same base, says so, and finds the same${skipped}`,
  { timeout: 900_000 },
  async () => {
    const workspace = await npmWorkspace();
    const copy = (comment: string) =>
      `export const copy = (list) => list.map((one) => ({ ...one })).length;${comment}\n`;
    workspace.commit({
      'packages/top/copy.js': copy(''),
      'packages/top/bench/top.bench.ts': `import { test } from 'vitest';
        import { copy } from '../copy.js';
        const list = Array.from({ length: 200 }, (_, value) => ({ value }));
        test('lists', ({ bench }) => bench('copied', () => copy(list)).run());`,
    });
    workspace.write({ 'packages/top/copy.js': copy(' // Copies.') });
    const compare = () =>
      compareVersions({
        project: { name: 'top', root: join(workspace.root, 'packages/top') },
        base: 'HEAD',
        head: null,
        instruments: ['instructions', 'allocated'],
      });
    const [first, second] = [await compare(), await compare()];
    for (const { verdicts, problems } of [first, second]) {
      expect(problems).toEqual([]);
      expect(verdicts).toMatchObject([{ verdict: 'unchanged' }, { verdict: 'unchanged' }]);
    }
    expect(first.notes).toEqual([]);
    const folder = join('reports', 'counts');
    expect(second.notes).toEqual([`Counts of one benchmark in base were remembered (${folder}).`]);
    const rememberedIn = (report: unknown) =>
      parseReport(report).metrics.map((metric) =>
        metric.state === 'measured' ? metric.forks[0]?.counters['remembered'] : null,
      );
    expect(rememberedIn(first.base)).toEqual([undefined, undefined]);
    expect(rememberedIn(second.base)).toEqual([1, 1]);
    expect(rememberedIn(second.head)).toEqual([undefined, undefined]);
  },
);
