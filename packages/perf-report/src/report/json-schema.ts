import { z } from 'zod';
import { perfReportSchema } from './schema.ts';

/** The PerfReport format as a JSON Schema, for readers in other languages: `report.schema.json`. */
export function perfReportJsonSchema(): object {
  return z.toJSONSchema(perfReportSchema);
}
