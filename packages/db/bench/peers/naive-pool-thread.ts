import { parentPort, workerData } from 'node:worker_threads';
import { bareBetterSqlite3 } from './bare-better-sqlite3.ts';
import type { Peer } from './peer.ts';

interface Call {
  readonly id: number;
  readonly method: Exclude<keyof Peer, 'close'>;
  readonly argument: never;
}

const peer = bareBetterSqlite3(workerData as string);
parentPort?.on('message', ({ id, method, argument }: Call) => {
  peer[method](argument).then(
    (value) => parentPort?.postMessage({ id, value }),
    (error: unknown) => parentPort?.postMessage({ id, error: String(error) }),
  );
});
parentPort?.postMessage('ready');
