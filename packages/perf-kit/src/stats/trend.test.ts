import { expect, test } from 'vitest';
import { normal, seededRandom } from '../testing/random.ts';
import { trend } from './trend.ts';

/** Ten readings a second for a minute without their first tenth; one unit of time is the minute. */
const READINGS = 540;
const TIMES = Array.from({ length: READINGS }, (_, index) => index / 600);
const TRIALS = 1_000;

type Noise = (random: () => number) => number[];

/** Values of which each keeps a share of the one before; all have the standard deviation `spread`. */
function remembering(share: number, spread: number): Noise {
  return (random) => {
    let value = spread * normal(random);
    return TIMES.map(() => {
      const before = value;
      value = share * value + Math.sqrt(1 - share ** 2) * spread * normal(random);
      return before;
    });
  };
}

/** Rises for some seconds and falls at once, as a heap between two collections. */
function sawtooth(height: number, seconds: (random: () => number) => number): Noise {
  return (random) => {
    let length = seconds(random) * 10;
    let at = random() * length;
    return TIMES.map(() => {
      at += 1;
      if (at >= length) {
        at = 0;
        length = seconds(random) * 10;
      }
      return (height * at) / length + 0.05 * normal(random);
    });
  };
}

/** In MB: how large the noise is that a leak of 1 MB a minute is looked for in. */
const NOISES: [string, Noise][] = [
  ['white, spread 1', remembering(0, 1)],
  ['remembering nine tenths, spread 0.2', remembering(0.9, 0.2)],
  ['sawtooth of 3 s, height 4', sawtooth(4, () => 3)],
  ['sawtooth of 5 to 9 s, height 4', sawtooth(4, (random) => 5 + 4 * random())],
  [
    'step of 5 within the first 5 s',
    (random) => {
      const at = random() * 50;
      return TIMES.map((_, index) => (index < at ? -5 : 0) + 0.3 * normal(random));
    },
  ],
];

test.each(NOISES)('noise that is %s: covers the slope, and sees none where none is', (_, noise) => {
  const random = seededRandom(20_260_301);
  let covered = 0;
  let alarms = 0;
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const { low, high } = trend(TIMES, noise(random)).interval;
    if (low <= 0 && high >= 0) covered += 1;
    if (low > 0) alarms += 1;
  }
  expect(covered / TRIALS).toBeGreaterThan(0.98);
  expect(alarms / TRIALS).toBeLessThanOrEqual(0.01);
});

test.each([NOISES[0], NOISES[1], NOISES[2]].flatMap((one) => (one ? [one] : [])))(
  'noise that is %s: a slope of 1 is found',
  (_, noise) => {
    const random = seededRandom(20_260_302);
    let found = 0;
    for (let trial = 0; trial < 200; trial += 1) {
      const values = noise(random).map((value, index) => value + (TIMES[index] ?? NaN));
      if (trend(TIMES, values).interval.low > 0) found += 1;
    }
    expect(found / 200).toBeGreaterThan(0.9);
  },
);

test('a slope without noise is exact, in the unit of the times, evenly spaced or not', () => {
  const times = [0, 1, 3, 4, 7, 8, 10, 15, 16, 20].map((time) => 100 + time);
  const { slope, interval } = trend(
    times,
    times.map((time) => 7 - 2.5 * time),
  );
  expect(slope).toBeCloseTo(-2.5, 9);
  expect(interval.low).toBeCloseTo(-2.5, 9);
  expect(interval.high).toBeCloseTo(-2.5, 9);
});

test('the slope is that of least squares, and a curve widens the interval', () => {
  // By hand: the slope of the squares of 0 to 10 is 10.
  const times = Array.from({ length: 11 }, (_, index) => index);
  const { slope, interval } = trend(
    times,
    times.map((time) => time ** 2),
  );
  expect(slope).toBeCloseTo(10, 9);
  expect(interval.high - interval.low).toBeGreaterThan(1);
});
