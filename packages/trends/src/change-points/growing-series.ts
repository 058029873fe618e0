import { analyseSeries } from './analyse-series.ts';
import { LevelSearch } from './best-levels.ts';
import type { ChangePoint } from './change-point.ts';
import { describeChanges } from './describe-changes.ts';
import {
  assertThreshold,
  type ChangePointOptions,
  detectChangePoints,
  FEWEST_POINTS,
  THRESHOLD,
} from './detect-change-points.ts';
import type { Fit } from './fit-levels.ts';
import { limitSpike, NEIGHBOURS } from './limit-spikes.ts';
import { longRunVariance } from './noise.ts';

/** Growth of a series after which its noise is estimated again. */
const GROWTH = 1.05;

/** State of the search between two estimates of the noise. */
interface Settled {
  isRatio: boolean;
  middle: number;
  spikeLimit: number;
  noise: Fit['noise'];
  /** Points whose neighbours are all known. */
  search: LevelSearch;
  /** Number of values that the noise was estimated from. */
  count: number;
}

/**
 * A series of which the change points are followed while it grows. A value is added at a small share of the cost of a
 * detection: the search goes on from where it was, with the noise that was estimated before. After each growth by 5 %, and
 * for a series with a drift, everything is done anew.
 */
export class GrowingSeries {
  readonly #values: number[];
  readonly #threshold: number;
  /** Scaled values, with room for more. */
  #scaled = new Float64Array(0);
  /** Points as they are fitted, with room for more. */
  #points = new Float64Array(0);
  #settled: Settled | null = null;

  /**
   * @param values Finite numbers, oldest first; may be empty.
   * @throws {RangeError} as `detectChangePoints`.
   */
  constructor(values: readonly number[], { threshold = THRESHOLD }: ChangePointOptions = {}) {
    assertThreshold(threshold);
    this.#values = [...values];
    this.#threshold = threshold;
    this.#analyse();
  }

  /**
   * Adds the newest value.
   *
   * @returns The change points of the series with it, as `detectChangePoints` describes them.
   * @throws {RangeError} when the value is not finite.
   */
  append(value: number): ChangePoint[] {
    if (!Number.isFinite(value)) {
      throw new RangeError(`Expected a finite number, got ${String(value)}.`);
    }
    this.#values.push(value);
    const settled = this.#settled;
    const isScaleKept = settled !== null && (value > 0 || !settled.isRatio);
    if (settled === null || !isScaleKept || this.#values.length > settled.count * GROWTH) {
      return this.#analyse();
    }
    return this.#goOn(settled, value);
  }

  #analyse(): ChangePoint[] {
    this.#settled = null;
    const values = this.#values;
    const count = values.length;
    if (count < FEWEST_POINTS) return detectChangePoints(values, { threshold: this.#threshold });
    const { isRatio, middle, spikeLimit, points, fit } = analyseSeries(
      values,
      this.#threshold ** 2,
    );
    const unit = longRunVariance(fit.noise);
    if (fit.slope === 0 && unit > 0) {
      const room = Math.ceil(count * GROWTH) + 1;
      this.#scaled = new Float64Array(room);
      this.#scaled.set(values.map((value) => (isRatio ? Math.log(value) : value)));
      this.#points = new Float64Array(room);
      this.#points.set(points);
      const search = new LevelSearch(this.#threshold ** 2 * unit);
      for (const point of points.subarray(0, Math.max(0, count - NEIGHBOURS))) search.add(point);
      this.#settled = { isRatio, middle, spikeLimit, noise: fit.noise, search, count };
    }
    return describeChanges(points, fit, isRatio);
  }

  #goOn({ isRatio, middle, spikeLimit, noise, search }: Settled, value: number): ChangePoint[] {
    const count = this.#values.length;
    this.#scaled[count - 1] = isRatio ? Math.log(value) : value;
    const scaled = this.#scaled.subarray(0, count);
    // The newest value is a neighbour of the few before it.
    for (let at = search.length; at < count; at += 1) {
      this.#points[at] = limitSpike(scaled, at, spikeLimit) - middle;
    }
    for (let at = search.length; at < count - NEIGHBOURS; at += 1) {
      search.add(this.#points[at] ?? NaN);
    }
    const changes = search.changesWith(this.#points.subarray(search.length, count));
    return describeChanges(this.#points.subarray(0, count), { changes, slope: 0, noise }, isRatio);
  }
}
