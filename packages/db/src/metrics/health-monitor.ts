import type { DatabaseError, DatabaseErrorCode } from '../errors.ts';
import type { Health } from '../store-metrics.ts';

const GREEN: Health = { state: 'green' };

const NEEDS_ATTENTION: ReadonlySet<DatabaseErrorCode> = new Set([
  'CORRUPT',
  'DISK_FULL',
  'CANNOT_OPEN',
  'FILE_LOST',
]);

/** Derives from the errors of a store whether its file or disk needs attention. */
export class HealthMonitor {
  #health: Health = GREEN;

  get health(): Health {
    return this.#health;
  }

  failed(error: DatabaseError): void {
    if (!needsAttention(error) || this.#isFinal) return;
    const { code, message } = error;
    this.#health = { state: 'red', since: new Date().toISOString(), code, message };
  }

  /** Call this when a write has reached the disk: the disk works and has space. */
  wrote(): void {
    if (this.#health.state === 'red' && !this.#isFinal) this.#health = GREEN;
  }

  /** A damaged page does not heal, even if reads and writes of other pages succeed, and a lost file does not come back. */
  get #isFinal(): boolean {
    if (this.#health.state !== 'red') return false;
    return this.#health.code === 'CORRUPT' || this.#health.code === 'FILE_LOST';
  }
}

function needsAttention({ code, sqliteCode }: DatabaseError): boolean {
  if (NEEDS_ATTENTION.has(code)) return true;
  return sqliteCode?.startsWith('SQLITE_IOERR') === true;
}
