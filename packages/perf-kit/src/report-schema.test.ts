import { expect, test } from 'vitest';
import { perfReportJsonSchema } from '@night-pilot/perf-report';

test('matches report.schema.json, which `vitest run -u` writes', async () => {
  const text = `${JSON.stringify(perfReportJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../report.schema.json');
});
