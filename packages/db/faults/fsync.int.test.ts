import { rounds } from '@night-pilot/perf-report/testing';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../src/testing/temp-folder.ts';
import { startChild } from './child.ts';
import { WAYS } from './ways.ts';

const hasStrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
const WRITES = rounds({ short: 30, long: 1_000 });

/**
 * Counts the acknowledgements that came before the disk had the write. The trace has the writes, waits and acknowledgements of
 * all threads of the child in order.
 */
async function unsafeAcknowledgements(
  source: string,
): Promise<{ acknowledged: number; unsafe: number }> {
  const trace = join(await tempFolder(), 'trace');
  const child = await startChild(source, [
    ...[
      'strace',
      '-f',
      '-y',
      '-s',
      '16',
      '-e',
      'trace=write,pwrite64,fsync,fdatasync',
      '-o',
      trace,
    ],
  ]);
  expect(await child.ended).toBe(0);
  let unsafe = 0;
  let acknowledged = 0;
  let hasUnsynced = false;
  let hasWritten = false;
  for (const line of (await readFile(trace, 'utf8')).split('\n')) {
    if (/pwrite64\(\d+<[^>]*-wal>/.test(line)) hasUnsynced = hasWritten = true;
    // A call that the trace splits counts when it ends.
    if (/(?:fdatasync|fsync)(?:\(\d+<[^>]*-wal>| resumed>).* = 0/.test(line)) hasUnsynced = false;
    if (/write\(1<.*"acknowledged/.test(line)) {
      acknowledged += 1;
      if (hasUnsynced || !hasWritten) unsafe += 1;
      hasWritten = false;
    }
  }
  return { acknowledged, unsafe };
}

test.skipIf(!hasStrace).each(WAYS)(
  'acknowledges a write %s only after the disk has it (system-call trace; needs strace)',
  async (_, options) => {
    const path = join(await tempFolder(), 'traced.db');
    const outcome = await unsafeAcknowledgements(`
      const store = await db.HighPerfDatabase.open(${JSON.stringify(path)}, ${JSON.stringify(options)});
      for (let write = 0; write < ${WRITES}; write++) {
        await store.createPrompt({ title: 't', content: 'c' });
        print('acknowledged');
      }
      await store.close();`);
    expect(outcome).toEqual({ acknowledged: WRITES, unsafe: 0 });
  },
);

test.skipIf(!hasStrace)('detects synchronous=NORMAL in the same trace', async () => {
  const path = join(await tempFolder(), 'control.db');
  const driver = JSON.stringify(import.meta.resolve('better-sqlite3'));
  const { acknowledged, unsafe } = await unsafeAcknowledgements(`
    const { default: Database } = await import(${driver});
    await (await db.HighPerfDatabase.open(${JSON.stringify(path)})).close();
    const connection = new Database(${JSON.stringify(path)});
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = NORMAL');
    const insert = connection.prepare(
      "INSERT INTO prompts (title, content, created_at, updated_at) VALUES ('t', 'c', '', '')");
    for (let write = 0; write < ${WRITES}; write++) {
      insert.run();
      print('acknowledged');
    }
    connection.close();`);
  expect(acknowledged).toBe(WRITES);
  expect(unsafe).toBeGreaterThan(WRITES / 2);
});
