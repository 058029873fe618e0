import { describe, expect, test } from 'vitest';
import {
  formatAxis,
  formatChange,
  formatInterval,
  formatMean,
  formatValue,
  type Quantity,
} from './format-value.ts';

const quantities = {
  ns: { kind: 'time', unit: 'ns' },
  ms: { kind: 'time', unit: 'ms' },
  s: { kind: 'time', unit: 's' },
  ops: { kind: 'throughput', unit: 'ops/s' },
  bytes: { kind: 'size', unit: 'bytes' },
  ratio: { kind: 'ratio', unit: 'x' },
  share: { kind: 'ratio', unit: '1' },
  count: { kind: 'count', unit: '1' },
  own: { kind: 'count', unit: 'prompts' },
} as const satisfies Record<string, Quantity>;

/** Units stand after a no-break space. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('formatValue', () => {
  test.each([
    [0, 'ns', '0 ns'],
    [0.25, 'ns', '0.25 ns'],
    [999, 'ns', '999 ns'],
    [1000, 'ns', '1 µs'],
    [2_780, 'ns', '2.78 µs'],
    [333_333, 'ns', '333.3 µs'],
    [6_400_000, 'ns', '6.4 ms'],
    [2_500_000_000, 'ns', '2.5 s'],
    [0.084, 'ms', '84 µs'],
    [84, 'ms', '84 ms'],
    [1234, 'ms', '1.234 s'],
    [90, 's', '90 s'],
    [-1500, 'ns', '−1.5 µs'],
    [1550, 'ops', '1,550 ops/s'],
    [50_234, 'ops', '50.23k ops/s'],
    [1_234_567, 'ops', '1.235M ops/s'],
    [512, 'bytes', '512 B'],
    [1024, 'bytes', '1 KiB'],
    [46_300, 'bytes', '45.21 KiB'],
    [3 * 1024 ** 2, 'bytes', '3 MiB'],
    [31.62, 'ratio', '31.62×'],
    [7, 'count', '7'],
    [772_235, 'count', '772.2k'],
    [12, 'own', '12 prompts'],
  ] as const)('%f of %s is %s', (value, quantity, text) => {
    expect(plain(formatValue(value, quantities[quantity]))).toBe(text);
  });
});

describe('formatMean', () => {
  test('has as many digits as the interval supports', () => {
    const mean = (half: number) =>
      plain(formatMean({ mean: 12_345, low: 12_345 - half, high: 12_345 + half }, quantities.ns));
    expect(mean(2)).toBe('12.345 µs');
    expect(mean(200)).toBe('12.35 µs');
    expect(mean(5000)).toBe('12.3 µs');
  });

  test('falls back to four digits without an interval', () => {
    const mean = { mean: 12_345, low: null, high: null };
    expect(plain(formatMean(mean, quantities.ns))).toBe('12.35 µs');
  });

  test('does not break on an interval without width', () => {
    expect(formatMean({ mean: 5, low: 5, high: 5 }, quantities.count)).toBe('5');
  });
});

describe('formatInterval', () => {
  test('writes both ends in the unit of the larger', () => {
    expect(plain(formatInterval(980_000, 1_040_000, quantities.ns))).toBe('0.980 to 1.040 ms');
    expect(plain(formatInterval(-1, 3, quantities.ms))).toBe('−1.00 to 3.00 ms');
  });
});

describe('formatAxis', () => {
  test('gives all marks one unit and the same decimals', () => {
    expect(formatAxis([900_000, 950_000, 1_000_000], quantities.ns).map(plain)).toEqual([
      '0.90 ms',
      '0.95 ms',
      '1.00 ms',
    ]);
    expect(formatAxis([1024, 1536, 2048], quantities.bytes).map(plain)).toEqual([
      '1.0 KiB',
      '1.5 KiB',
      '2.0 KiB',
    ]);
    expect(formatAxis([2.5, 5, 7.5], quantities.ratio)).toEqual(['2.5×', '5.0×', '7.5×']);
  });

  test('adds a decimal when the step between marks needs one', () => {
    expect(formatAxis([0, 0.25, 0.5], quantities.ratio)).toEqual(['0.00×', '0.25×', '0.50×']);
  });

  test('formats a single mark', () => {
    expect(formatAxis([30], quantities.ratio)).toEqual(['30×']);
  });
});

describe('formatChange', () => {
  test.each([
    [0.052, '+5.2 %'],
    [-0.25, '−25.0 %'],
    [0.0035, '+0.35 %'],
    [0, '±0.00 %'],
    [-0.00001, '±0.00 %'],
    [3.2, '+320 %'],
  ])('%f is %s', (change, text) => {
    expect(plain(formatChange(change))).toBe(text);
  });
});
