import type { DatabaseKind } from '../store/database-kind.ts';

/** How the running server is: the value of `health_check` and the answer of `/health`. */
export interface Health {
  /** `failing`: the database does not answer. */
  readonly status: 'ok' | 'failing';
  readonly version: string;
  readonly database: DatabaseKind;
  /** Since the server listens. */
  readonly uptime_ms: number;
}
