import { expect, test } from 'vitest';
import { perfReportJsonSchema } from '@night-pilot/perf-report';

test('report.schema.json is the schema of this version; `vitest run -u` writes it', async () => {
  const text = `${JSON.stringify(perfReportJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../report.schema.json');
});
