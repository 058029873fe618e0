import { normal } from '../stats/random.ts';

/** Ten readings a second for a minute without their first tenth; one unit of time is the minute. */
export const READING_TIMES = Array.from({ length: 540 }, (_, index) => index / 600);

/** One value for each of the times. */
type Noise = (random: () => number) => number[];

/**
 * Shapes that readings of memory have without a leak, by name. In MB: this is how large the noise is that a leak of 1 MB a
 * minute is looked for in.
 */
export const MEMORY_NOISES: Record<string, Noise> = {
  'white, spread 1': remembering(0, 1),
  'remembering nine tenths, spread 0.2': remembering(0.9, 0.2),
  'sawtooth of 3 s, height 4': sawtooth(4, () => 3),
  'sawtooth of 5 to 9 s, height 4': sawtooth(4, (random) => 5 + 4 * random()),
  'step of 5 within the first 5 s': (random) => {
    const at = random() * 50;
    return READING_TIMES.map((_, index) => (index < at ? -5 : 0) + 0.3 * normal(random));
  },
};

/** Values of which each keeps a share of the one before; all have the standard deviation `spread`. */
function remembering(share: number, spread: number): Noise {
  return (random) => {
    let value = spread * normal(random);
    return READING_TIMES.map(() => {
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
    return READING_TIMES.map(() => {
      at += 1;
      if (at >= length) {
        at = 0;
        length = seconds(random) * 10;
      }
      return (height * at) / length + 0.05 * normal(random);
    });
  };
}
