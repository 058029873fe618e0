import { createHash } from 'node:crypto';

const points = Array.from({ length: 64 }, (_, x) => ({ x, y: x * 1.5 }));
const names = Array.from({ length: 64 }, (_, index) => `name ${index}`);
const byName = new Map(names.map((name, index) => [name, index]));
const numbers = Array.from({ length: 1_000 }, (_, index) => (index * 7_919) % 1_000);
const text = JSON.stringify(points);
const page = Buffer.alloc(2 ** 20, 'night pilot ');
let at = 0;
const next = () => (at = (at + 1) & 63);

/** Ten functions that take from about a nanosecond to about a millisecond. Callers use all results. */
export const FUNCTIONS: Record<string, () => unknown> = {
  'a property': () => points[next()]?.x,
  'a square root': () => Math.sqrt(next()),
  'a look-up in a Map': () => byName.get(names[next()] ?? ''),
  'a copied object': () => ({ ...points[next()], z: 1 }),
  'a split string': () => names[next()]?.split(' '),
  'a small JSON text': () => JSON.stringify(points[next()]),
  'a list mapped': () => points.map(({ x, y }) => x * y),
  'a JSON text of 64 objects': () => JSON.parse(text) as unknown,
  'a thousand numbers sorted': () => numbers.toSorted((left, right) => left - right),
  'a hash of a mebibyte': () => createHash('sha256').update(page).digest(),
};
