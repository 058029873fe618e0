import { normal } from '@night-pilot/perf-report/stats';

/** A distribution of log ratios between paired forks whose true mean is known. */
export interface Population {
  name: string;
  /** The estimand: the expectation of `draw`. */
  meanLogRatio: number;
  /**
   * Whether base and head are alike, so that a log ratio is as likely as its negative. Only such a population has no
   * change: an alarm on another one is not wrong.
   */
  alike: boolean;
  draw: (random: () => number) => number;
}

/**
 * Returns typical distributions of pairs of forks, without a change unless the name says so.
 *
 * @param spread Standard deviation of the log ratios, unless the distribution fixes it. @default 0.05
 */
export function populations(spread = 0.05): Population[] {
  return [
    normalPairs(spread),
    {
      name: 'log-normal log ratios',
      meanLogRatio: 0,
      alike: false,
      draw: (random) => spread * skewed(random),
    },
    {
      name: 'log-normal fork times',
      meanLogRatio: 0,
      alike: true,
      draw: (random) => {
        const arm = () => Math.log1p((spread / Math.SQRT2) * (skewed(random) + LEAST_SKEWED));
        return arm() - arm();
      },
    },
    {
      name: 'bimodal forks',
      meanLogRatio: 0,
      alike: true,
      draw: (random) => {
        const arm = () => spread * ((random() < 0.3 ? TWO_SPEEDS : 0) + 0.1 * normal(random));
        return arm() - arm();
      },
    },
    {
      name: 'head alone bimodal, half and half',
      meanLogRatio: Math.log(1.2) / 2,
      alike: false,
      draw: (random) => (random() < 0.5 ? Math.log(1.2) : 0) + 0.01 * normal(random),
    },
    {
      name: 'heavy-tailed log ratios (t, 3 df)',
      meanLogRatio: 0,
      alike: true,
      draw: (random) => (spread / Math.sqrt(3)) * heavyTailed(random),
    },
  ];
}

/**
 * A population that no interval from few pairs can cover: one fork in ten of head is 30 % slower, and in 43 % of
 * comparisons eight pairs have none of these. It is shown beside the others, but never claimed.
 */
export const RARE_SLOW_FORKS: Population = {
  name: 'head alone slow, one fork in ten (not claimed)',
  meanLogRatio: 0.1 * Math.log(1.3),
  alike: false,
  draw: (random) => (random() < 0.1 ? Math.log(1.3) : 0) + 0.01 * normal(random),
};

/** Returns normal log ratios around a change of `change`: 0.05 is 5 % slower. */
export function normalPairs(spread: number, change = 0): Population {
  const meanLogRatio = Math.log1p(change);
  return {
    name: 'normal log ratios',
    meanLogRatio,
    alike: change === 0,
    draw: (random) => meanLogRatio + spread * normal(random),
  };
}

/** Returns the same population with a planted change of `change`. */
export function planted(population: Population, change: number): Population {
  const shift = Math.log1p(change);
  return {
    name: `${population.name}, changed by ${change}`,
    meanLogRatio: population.meanLogRatio + shift,
    alike: false,
    draw: (random) => population.draw(random) + shift,
  };
}

/** Distance of two speeds that makes pairs spread by 1 when 30 % of the forks are slow. */
const TWO_SPEEDS = 1 / Math.sqrt(2 * 0.3 * 0.7);

const SHAPE = 0.5;
const SKEWED_MEAN = Math.exp(SHAPE ** 2 / 2);
const SKEWED_DEVIATION = SKEWED_MEAN * Math.sqrt(Math.expm1(SHAPE ** 2));
const LEAST_SKEWED = SKEWED_MEAN / SKEWED_DEVIATION;

/** Draws from a log-normal distribution, moved to mean 0 and scaled to standard deviation 1. Its skewness is 1.75. */
function skewed(random: () => number): number {
  return (Math.exp(SHAPE * normal(random)) - SKEWED_MEAN) / SKEWED_DEVIATION;
}

/** Draws from Student's t with three degrees of freedom; its standard deviation is √3. */
function heavyTailed(random: () => number): number {
  const squares = normal(random) ** 2 + normal(random) ** 2 + normal(random) ** 2;
  return normal(random) / Math.sqrt(squares / 3);
}
