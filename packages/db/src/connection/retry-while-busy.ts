import Database from 'better-sqlite3';

const PAUSE_MS = 1;
const neverNotified = new Int32Array(new SharedArrayBuffer(4));

/**
 * Returns the result of `attempt`. Repeats it while another connection holds the lock, for at most `patienceMs`, then throws
 * SQLite's last error. For cases in which SQLite's own busy time-out does not wait, or waits badly. Costs nothing if
 * there is no lock.
 */
export function retryWhileBusy<T>(attempt: () => T, patienceMs: number): T {
  try {
    return attempt();
  } catch (error) {
    if (!isBusy(error) || patienceMs === 0) throw error;
  }
  const deadline = performance.now() + patienceMs;
  for (;;) {
    Atomics.wait(neverNotified, 0, 0, PAUSE_MS);
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
    }
  }
}

const isBusy = (error: unknown) =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
