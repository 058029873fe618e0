import { z } from 'zod';
import { perfReportSchema } from './schema.ts';

/** Returns the PerfReport format as a JSON Schema (`report.schema.json`), for readers in other languages. */
export function perfReportJsonSchema(): object {
  return z.toJSONSchema(perfReportSchema);
}
