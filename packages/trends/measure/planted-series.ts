import { seededRandom } from '@night-pilot/perf-report/testing';
import { seededNormal } from '../src/testing/random.ts';

/** Noise of a history of benchmark runs. */
export const NOISES = ['independent', 'spiky', 'bimodal', 'correlated'] as const;
export type Noise = (typeof NOISES)[number];

/** A series with steps at known places. */
export interface PlantedSeries {
  values: number[];
  /** First points of the new levels. */
  truth: number[];
}

/** Share of spikes, which are up to three times the level. */
const SPIKES = 0.03;
/** Share of runs in the second mode, and its distance from the first. */
const SECOND_MODE = { share: 0.3, least: 0.03, most: 0.08 };
/** Correlation of a run with the one before. */
const CORRELATION = 0.5;
/** Least number of runs between two steps. */
const APART = 15;
const STEPS = [0.02, 0.05, 0.1, 0.2];
/** Least step, in its standard errors: smaller ones are not to be seen, and are not planted. */
const LEAST_ERRORS = 5.2;

/** Returns noise around 1 with a deviation of `deviation`, and the deviation that a mean of it has, times the root of its number. */
export function noiseOf(
  noise: Noise,
  { seed, length, deviation }: { seed: number; length: number; deviation: number },
): { factors: number[]; deviationOfMeans: number } {
  const random = seededRandom(seed);
  const normal = seededNormal(seed);
  const { share, least, most } = SECOND_MODE;
  const distance = least + (most - least) * random();
  let last = normal();
  const next = (): number => {
    switch (noise) {
      case 'independent':
        return 1 + deviation * normal();
      case 'spiky':
        return 1 + deviation * normal() + (random() < SPIKES ? 2 * random() : 0);
      case 'bimodal':
        return 1 + deviation * normal() + (random() < share ? distance : 0);
      case 'correlated':
        last = CORRELATION * last + Math.sqrt(1 - CORRELATION ** 2) * normal();
        return 1 + deviation * last;
    }
  };
  const factors = Array.from({ length }, next);
  const deviationOfMeans = {
    independent: deviation,
    spiky: deviation,
    bimodal: Math.hypot(deviation, distance * Math.sqrt(share * (1 - share))),
    correlated: deviation * Math.sqrt((1 + CORRELATION) / (1 - CORRELATION)),
  }[noise];
  return { factors, deviationOfMeans };
}

/** Returns a series of 70 to 300 runs with up to three steps of 2 to 20 %, none smaller than can be seen. */
export function plantedSeries(noise: Noise, seed: number): PlantedSeries {
  const random = seededRandom(seed);
  const length = 70 + Math.floor(230 * random());
  const deviation = [0.005, 0.01, 0.02, 0.03, 0.05][Math.floor(5 * random())] ?? NaN;
  const { factors, deviationOfMeans } = noiseOf(noise, { seed, length, deviation });
  const places: number[] = [];
  for (let left = Math.floor(4 * random()); left > 0; left -= 1) {
    const place = APART + Math.floor((length - 2 * APART) * random());
    if (places.every((other) => Math.abs(other - place) >= APART)) places.push(place);
  }
  places.sort((left, right) => left - right);
  const levels = new Array<number>(length).fill(1);
  const truth: number[] = [];
  for (const [at, place] of places.entries()) {
    const [from, to] = [places[at - 1] ?? 0, places[at + 1] ?? length];
    const error = deviationOfMeans * Math.sqrt(1 / (place - from) + 1 / (to - place));
    const visible = STEPS.filter((step) => step >= LEAST_ERRORS * error);
    const step = visible[Math.floor(visible.length * random())];
    if (step === undefined) continue;
    truth.push(place);
    const factor = random() < 0.6 ? 1 + step : 1 - step;
    for (let run = place; run < length; run += 1) levels[run] = (levels[run] ?? NaN) * factor;
  }
  return { values: factors.map((factor, run) => 100 * factor * (levels[run] ?? NaN)), truth };
}
