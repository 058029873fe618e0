import type { DatabaseKind } from '../store/database-kind.ts';

/** Health of the running server: the value of `health_check` and the answer of `/health`. */
export interface Health {
  /** `failing`: the database does not answer. */
  readonly status: 'ok' | 'failing';
  readonly version: string;
  readonly database: DatabaseKind;
  /** Milliseconds since the server was started. */
  readonly uptime_ms: number;
}
