import { startServer } from '../../server/start-server.ts';
import { openStore } from '../../store/open-store.ts';

export interface ServeOptions {
  readonly port: number;
  readonly db?: string;
}

/** Runs `cnp serve` until SIGINT or SIGTERM, then waits for running requests and closes the database. */
export async function serve({ port, db }: ServeOptions): Promise<void> {
  const { store, kind, path } = await openStore(db);
  try {
    const server = await startServer({ store, database: kind, port });
    const stopped = stopSignal();
    process.stdout.write(
      `Night Pilot is on ${server.url}\ndatabase: ${path} (${kind})\nStop it with Ctrl+C.\n`,
    );
    await stopped;
    await server.stop();
  } finally {
    await store.close();
  }
}

/** Waits for the first signal. Later ones are ignored: npm turns one Ctrl+C into two, and stopping takes a few seconds at most. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.on('SIGINT', () => resolve());
    process.on('SIGTERM', () => resolve());
    // Comes when the terminal is closed.
    process.on('SIGHUP', () => resolve());
  });
}
