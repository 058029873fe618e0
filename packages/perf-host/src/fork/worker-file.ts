import { fileURLToPath } from 'node:url';

/** Path of the script that a fork runs. */
export const WORKER_FILE = fileURLToPath(new URL('../worker/start.mjs', import.meta.url));
