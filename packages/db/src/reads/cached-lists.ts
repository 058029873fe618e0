import type { ListCache } from '../cache/list-cache.ts';
import { type ListKind, type ListRead, type Row, tablesOfList } from '../queries/list-read.ts';

type ReadList = (read: ListRead, signal: AbortSignal | undefined) => Row[] | Promise<Row[]>;

export interface CachedListsOptions {
  readonly cache: ListCache;
  readonly readList: ReadList;
  /** Lifetime of a cached list of each kind, in ms. */
  readonly keptMs: Readonly<Record<ListKind, number>>;
}

/** Makes a `readList` that looks in the cache first. */
export function cachedLists({ cache, readList, keptMs }: CachedListsOptions): ReadList {
  return (read, signal) => {
    const key = JSON.stringify(read);
    const kept = cache.get(key);
    if (kept !== undefined) return kept as Row[];
    const ticket = cache.begin();
    const keep = (rows: Row[]): Row[] => {
      cache.put(ticket, key, tablesOfList(read.kind), rows, keptMs[read.kind]);
      return rows;
    };
    const rows = readList(read, signal);
    return rows instanceof Promise ? rows.then(keep) : keep(rows);
  };
}
