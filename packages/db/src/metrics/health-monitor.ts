import type { DatabaseError } from '../errors.ts';
import type { Health } from '../store-metrics.ts';

const GREEN: Health = { state: 'green' };

/** Derives from the errors of a store whether its file or disk needs attention. */
export class HealthMonitor {
  #health: Health = GREEN;

  get health(): Health {
    return this.#health;
  }

  failed(error: DatabaseError): void {
    if (!needsAttention(error) || this.#isDamaged) return;
    const { code, message } = error;
    this.#health = { state: 'red', since: new Date().toISOString(), code, message };
  }

  /** Call this when a write has reached the disk: the disk works and has space. */
  wrote(): void {
    if (this.#health.state === 'red' && !this.#isDamaged) this.#health = GREEN;
  }

  /** A damaged page does not heal, even if reads and writes of other pages succeed. */
  get #isDamaged(): boolean {
    return this.#health.state === 'red' && this.#health.code === 'CORRUPT';
  }
}

function needsAttention({ code, sqliteCode }: DatabaseError): boolean {
  if (code === 'CORRUPT' || code === 'DISK_FULL' || code === 'CANNOT_OPEN') return true;
  return sqliteCode?.startsWith('SQLITE_IOERR') === true;
}
