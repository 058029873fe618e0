import { test } from 'vitest';

/** Programs of ten kinds, of 3 to 100 µs a call, which `perf-kit calibrate` measures against themselves. */
const NUMBERS = Array.from({ length: 1_000 }, (_, index) => ((index * 7_919) % 1_009) * 1.5);
const RECORDS = NUMBERS.map((size, id) => ({ id, title: `record ${id % 97}`, size }));
const TEXT = RECORDS.map(({ title, size }) => `${title}: ${size}`).join('\n');

test('values', async ({ bench }) => {
  const json = JSON.stringify(RECORDS.slice(0, 100));
  const figures = /^(\w+) (\d+): (\d+(?:\.\d+)?)$/gm;
  const floats = new Float64Array(4_096).map((_, index) => index / 3);
  const scaled = new Float64Array(4_096);
  await bench.compare(
    bench('JSON parsing', () => JSON.parse(json) as unknown),
    bench('arithmetic', () => {
      let sum = 0;
      for (const value of NUMBERS) sum += Math.sqrt(value) * 2;
      return sum;
    }),
    bench('string building', () => {
      let text = '';
      for (const { id, title } of RECORDS) text += `${title}#${id};`;
      return text.length + text.indexOf('#999');
    }),
    bench('regular expression', () => {
      let sum = 0;
      for (const match of TEXT.slice(0, 4_000).matchAll(figures)) sum += match[1]?.length ?? 0;
      return sum;
    }),
    bench('typed arrays', () => {
      for (let at = 0; at < floats.length; at += 1) scaled[at] = (floats[at] ?? 0) * 1.25 + 1;
      return scaled.subarray(1_000, 2_000).indexOf(1);
    }),
  );
});

test('objects', async ({ bench }) => {
  const shapes = NUMBERS.map(
    (size, index) => SHAPES[index % SHAPES.length]?.(size) ?? square(size),
  );
  await bench.compare(
    bench('allocation', () => NUMBERS.map((value) => ({ value, pair: [value, value] }))),
    bench('sorting', () => RECORDS.toSorted((one, other) => one.size - other.size)),
    bench('Map and Set', () => {
      const counts = new Map<string, number>();
      const seen = new Set<number>();
      for (const { title, size } of RECORDS) {
        counts.set(title, (counts.get(title) ?? 0) + 1);
        seen.add(size);
      }
      return counts.size + seen.size;
    }),
    bench('awaiting', async () => {
      let sum = 0;
      for (let call = 0; call < 50; call += 1) sum += await half(call);
      return sum;
    }),
    bench('calls of many shapes', () => {
      let area = 0;
      for (const shape of shapes) area += shape.area();
      return area;
    }),
  );
});

async function half(value: number): Promise<number> {
  return value / 2;
}

const square = (size: number) => ({ side: size, area: () => size * size });
const SHAPES = [
  square,
  (size: number) => ({ radius: size, area: () => Math.PI * size ** 2 }),
  (size: number) => ({ width: size, height: 2, area: () => size * 2 }),
  (size: number) => ({ base: size, rise: 3, flat: true, area: () => (size * 3) / 2 }),
  (size: number) => ({ corners: [size, size], area: () => size + size }),
];
