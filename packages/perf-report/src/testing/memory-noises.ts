import { normal } from '../stats/random.ts';

/** Times of ten readings a second for a minute, without the first tenth, in minutes. */
export const READING_TIMES = Array.from({ length: 540 }, (_, index) => index / 600);

/** Draws one value for each of the times. */
type Noise = (random: () => number) => number[];

/**
 * Noises of memory readings without a leak, by name, in MB. A leak of 1 MB a minute must be found in them.
 */
export const MEMORY_NOISES: Record<string, Noise> = {
  'white, spread 1': autocorrelated(0, 1),
  'autocorrelated by nine tenths, spread 0.2': autocorrelated(0.9, 0.2),
  'sawtooth of 3 s, height 4': sawtooth(4, () => 3),
  'sawtooth of 5 to 9 s, height 4': sawtooth(4, (random) => 5 + 4 * random()),
  'step of 5 within the first 5 s': (random) => {
    const at = random() * 50;
    return READING_TIMES.map((_, index) => (index < at ? -5 : 0) + 0.3 * normal(random));
  },
};

/** Draws values that each keep a share of the previous one, with the standard deviation `spread`. */
function autocorrelated(share: number, spread: number): Noise {
  return (random) => {
    let value = spread * normal(random);
    return READING_TIMES.map(() => {
      const before = value;
      value = share * value + Math.sqrt(1 - share ** 2) * spread * normal(random);
      return before;
    });
  };
}

/** Draws a sawtooth, as the heap between two garbage collections. */
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
