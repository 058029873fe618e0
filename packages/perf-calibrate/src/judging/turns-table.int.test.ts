import { join } from 'node:path';
import { expect, test } from 'vitest';
import { samplePairs } from '../testing/sample-pairs.ts';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { appendJsonLines } from '../recording/json-lines.ts';
import { turnsTable } from './turns-table.ts';

test('raises alarms for slow second forks only when one version always goes second', async () => {
  const record = join(await temporaryFolder(), 'wall-quiet.jsonl');
  const kept = samplePairs({ seed: 91, spreads: { parse: 0.01 }, pairs: 40 });
  await appendJsonLines(
    record,
    kept.map((pair) => {
      const second = pair.first === 'base' ? 'head' : 'base';
      const samples = pair[second].samples.map((sample) => sample * 1.05);
      return { ...pair, [second]: { ...pair[second], samples } };
    }),
  );
  const table = await turnsTable(record, { runs: 20 });
  expect(table).toMatch(/^drawn for every two pairs +0 /m);
  expect(table).toMatch(/^always A B B A +0 /m);
  expect(table).toMatch(/^always A first +20 +100 %$/m);
});
