/** Base and head of a function that becomes many times slower. */
export interface Slowdown {
  name: string;
  /** Body of `work(list: readonly number[]): unknown`. */
  base: string;
  head: string;
  /** Length of the list. */
  length: number;
}

const SUM = 'let sum = 0; for (const value of list) sum += value; return sum;';

/** Slowdowns of 3× to 10,000×, with and without allocation, by a constant factor and by one that grows with the length. */
export const SLOWDOWNS: readonly Slowdown[] = [
  {
    name: '3×, constant, nothing allocated',
    length: 1000,
    base: SUM,
    head: 'let sum = 0; for (let round = 0; round < 3; round += 1) for (const value of list) sum += value; return sum;',
  },
  {
    name: '5×, constant, allocates',
    length: 1000,
    base: 'const doubled = []; for (const value of list) doubled.push(2 * value); return doubled;',
    head: 'const doubled = []; for (const value of list) doubled.push({ value, doubled: 2 * value }); return doubled.map((item) => ({ ...item })).filter((item) => item.value >= 0).map((item) => item.doubled);',
  },
  {
    name: 'a copy for every item, quadratic, allocates',
    length: 200,
    base: 'const kept: number[] = []; for (const value of list) kept.push(value); return kept;',
    head: 'return list.reduce<number[]>((kept, value) => [...kept, value], []);',
  },
  {
    name: 'a search for every item, quadratic, nothing allocated',
    length: 2000,
    base: 'let distinct = 0; let last = -1; for (const value of list) { if (value !== last) distinct += 1; last = value; } return distinct;',
    head: 'let distinct = 0; for (let at = 0; at < list.length; at += 1) if (list.indexOf(list[at] ?? 0) === at) distinct += 1; return distinct;',
  },
  {
    name: 'a table that became a linear search',
    length: 2000,
    base: 'const seen = new Uint8Array(list.length); let found = 0; for (const value of list) { if (seen[value] === 0) { seen[value] = 1; found += 1; } } return found;',
    head: 'const seen: number[] = []; for (const value of list) { let isNew = true; for (const other of seen) if (other === value) isNew = false; if (isNew) seen.push(value); } return seen.length;',
  },
  {
    name: 'a deep copy of everything to read one field',
    length: 2000,
    base: 'return list[0];',
    head: 'return (JSON.parse(JSON.stringify(list)) as number[])[0];',
  },
  {
    name: 'sorted again for every item',
    length: 300,
    base: 'return list.toSorted((left, right) => left - right)[0];',
    head: 'let least = Infinity; for (const value of list) least = Math.min(value, list.toSorted((left, right) => left - right)[0] ?? 0); return least;',
  },
  {
    name: 'every pair instead of every item, nothing allocated',
    length: 10_000,
    base: SUM,
    head: 'let sum = 0; for (const value of list) for (const other of list) if (value === other) sum += value; return sum;',
  },
  {
    name: 'a list that is never emptied, more with every call',
    length: 100,
    base: 'const seen: number[] = []; for (const value of list) seen.push(value); return seen.length;',
    head: 'const seen = ((globalThis as { seen?: number[] }).seen ??= []); for (const value of list) seen.push(value); let found = 0; for (const value of seen) if (value === 1) found += 1; return found;',
  },
  {
    name: '10,000×, an iteration of a second, allocates',
    length: 10_000,
    base: 'return list.map((value) => [value]).length;',
    head: 'let sum = 0; for (let round = 0; round < 6_000; round += 1) sum += list.map((value) => [value]).length; return sum;',
  },
];

/** A head that never ends. */
export const ENDLESS: Slowdown = {
  name: 'a loop that does not end',
  length: 1000,
  base: SUM,
  head: 'let sum = 0; for (let at = 0; at < list.length; ) sum += list[at] ?? 0; return sum;',
};
