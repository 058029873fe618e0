import { z } from 'zod';
import type { DatabaseKind } from '../store/database-kind.ts';
import { defineCommand } from './command.ts';

/** How the running server is; `/health` answers the same. */
export interface Health {
  /** `failing`: the database does not answer. */
  readonly status: 'ok' | 'failing';
  readonly version: string;
  readonly database: DatabaseKind;
  /** Since the server listens. */
  readonly uptime_ms: number;
}

/** How the running server is. */
export const healthCheck = defineCommand({
  args: z.strictObject({}),
  run: (_args, { health }) => health(),
});
