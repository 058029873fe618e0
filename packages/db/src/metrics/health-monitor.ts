import Database from 'better-sqlite3';
import type { DatabaseError } from '../errors.ts';
import type { Health } from '../store-metrics.ts';

const GREEN: Health = { state: 'green' };

/** Tells from the errors of a store whether its file or disk needs care. */
export class HealthMonitor {
  #health: Health = GREEN;

  get health(): Health {
    return this.#health;
  }

  failed(error: DatabaseError): void {
    if (!needsCare(error) || this.#isDamaged) return;
    const { code, message } = error;
    this.#health = { state: 'red', since: new Date().toISOString(), code, message };
  }

  /** A write reached the disk: it has space, and answers. */
  wrote(): void {
    if (this.#health.state === 'red' && !this.#isDamaged) this.#health = GREEN;
  }

  /** What else is stored may still be read and written, but a damaged page does not heal. */
  get #isDamaged(): boolean {
    return this.#health.state === 'red' && this.#health.code === 'CORRUPT';
  }
}

function needsCare({ code, cause, message }: DatabaseError): boolean {
  if (code === 'CORRUPT' || code === 'DISK_FULL' || code === 'CANNOT_OPEN') return true;
  // From another thread only the message comes along.
  return cause instanceof Database.SqliteError
    ? cause.code.startsWith('SQLITE_IOERR')
    : message.includes('SQLITE_IOERR');
}
