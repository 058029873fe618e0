import { hostileText } from './hostile-texts.ts';

type Random = (end: number) => number;

/** Stands in a JSON text where a number out of range is to be. */
const OUT_OF_RANGE = '§out of range§';

const REPLACEMENTS: readonly ((random: Random) => unknown)[] = [
  () => null,
  () => 'NaN',
  () => OUT_OF_RANGE,
  () => -1,
  () => 0,
  () => 1.5,
  () => 1e308,
  () => 2 ** 53,
  () => true,
  () => '',
  () => [],
  () => {},
  () => ({}),
  () => [null],
  () => ({ toString: 1 }),
  hostileText,
];

/** A place in a value: an object or array, and a key of it. */
interface Place {
  parent: Record<string, unknown>;
  key: string;
}

/**
 * Changes a JSON text in one to three places: values are replaced, removed, renamed or repeated.
 *
 * @returns the changed JSON text.
 */
export function mutated(text: string, random: Random): string {
  const root: { value: unknown } = { value: JSON.parse(text) };
  for (let count = 1 + random(3); count > 0; count -= 1) {
    const places = placesIn(root);
    const place = places[random(places.length)];
    if (place !== undefined) change(place, random);
  }
  return (JSON.stringify(root.value) ?? 'null').replaceAll(`"${OUT_OF_RANGE}"`, '1e999');
}

function change({ parent, key }: Place, random: Random): void {
  const replacement = REPLACEMENTS[random(REPLACEMENTS.length)] ?? (() => null);
  switch (random(8)) {
    case 0:
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else delete parent[key];
      return;
    case 1:
      if (Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)]));
      else parent[hostileText(random)] = structuredClone(parent[key]);
      return;
    default:
      parent[key] = replacement(random);
  }
}

function placesIn(parent: Record<string, unknown>): Place[] {
  return Object.entries(parent).flatMap(([key, value]) => [
    { parent, key },
    ...(typeof value === 'object' && value !== null
      ? placesIn(value as Record<string, unknown>)
      : []),
  ]);
}

/** Damages bytes: cuts them off, or replaces some of them. */
export function damaged(bytes: Uint8Array, random: Random): Uint8Array {
  if (random(3) === 0) return bytes.subarray(0, random(bytes.length));
  const copy = Uint8Array.from(bytes);
  for (let count = 1 + random(4); count > 0; count -= 1) copy[random(copy.length)] = random(256);
  return copy;
}
