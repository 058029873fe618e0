import { ReadableStream } from 'node:stream/web';
import type { LongList } from '../lists/read-list.ts';

/** Writes a successful answer with a long list, page by page, as fast as the client reads it. */
export function jsonStream(list: LongList<unknown>): globalThis.ReadableStream {
  // The same class at run time; the types of the browser do not know `from`.
  return ReadableStream.from(jsonOf(list)) as globalThis.ReadableStream;
}

async function* jsonOf({ pages }: LongList<unknown>): AsyncGenerator<Uint8Array> {
  let separator = '{"ok":true,"value":[';
  for await (const records of pages) {
    yield Buffer.from(separator + JSON.stringify(records).slice(1, -1));
    separator = ',';
  }
  yield Buffer.from(separator === ',' ? ']}' : `${separator}]}`);
}
