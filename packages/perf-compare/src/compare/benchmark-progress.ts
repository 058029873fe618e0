import { disturbedBecause, usualDisturbance } from '../judge/disturbed.ts';
import { pairLogRatio } from '../judge/fork-pair.ts';
import type { WallJudgement } from '../judge/judge-wall.ts';
import type { Stop } from '../judge/stop.ts';
import type { Fork } from '@night-pilot/perf-report';
import type { PairedTest } from '../versions/turn.ts';
import { type PairOfForks, turnError, type UncountedForks } from './measure-pair.ts';
import type { Outlasted } from './outlasted.ts';

/** The result of one benchmark. Its forks are those of all pairs; the ones that do not count are marked as set aside. */
export interface TurnsResult {
  suite: string;
  name: string;
  judgement: WallJudgement;
  base: Fork[];
  head: Fork[];
  /** Why it could not be measured. null: it could. */
  error: string | null;
  /** One side did not end: there are no pairs, and `judgement` says nothing. null: both did. */
  outlasted: Outlasted | null;
}

/** Evidence and state of one benchmark while it is measured. */
export class BenchmarkProgress {
  readonly test: PairedTest;
  readonly name: string;
  /** Log ratios of the pairs that count, see `pairLogRatio`. */
  readonly logRatios: number[] = [];
  /** Why it takes no more pairs. null: it does. */
  ended: Stop | null = null;
  readonly #base: Fork[] = [];
  readonly #head: Fork[] = [];
  #uncounted: readonly Fork[] = [];
  #error: string | null = null;
  #outlasted: Outlasted | null = null;

  constructor(test: PairedTest, name: string) {
    this.test = test;
    this.name = name;
  }

  /** Whether another pair of it is needed and possible. */
  isOpen(judgement: WallJudgement | undefined): boolean {
    return judgement?.state === 'more' && this.#error === null && this.#outlasted === null;
  }

  /** Ends it, unless it has ended before. */
  end(stop: Stop): void {
    this.ended ??= stop;
  }

  /** All forks so far, of both sides. */
  get forks(): Fork[] {
    return [...this.#uncounted, ...this.#base, ...this.#head];
  }

  keepUncounted({ errors, forks, outlasted }: UncountedForks): void {
    this.#error = errors.get(this.name) ?? null;
    this.#outlasted = outlasted;
    this.#uncounted = forks.get(this.name) ?? [];
  }

  /**
   * Adds a pair to the evidence, or marks it as set aside when one of its forks was disturbed.
   *
   * @param before All forks of the run before this pair: they show what disturbance is usual.
   * @returns null: the pair has no fork of this benchmark.
   */
  keepPair({ base, head }: PairOfForks, before: readonly Fork[]): 'counted' | 'set aside' | null {
    this.#error ??= turnError(base, this.name, 'base') ?? turnError(head, this.name, 'head');
    if (base.state === 'failed' || head.state === 'failed') return null;
    const [ofBase, ofHead] = [base.forks.get(this.name), head.forks.get(this.name)];
    if (ofBase === undefined || ofHead === undefined) return null;
    const usual = usualDisturbance(before, this.forks);
    const setAside = disturbedBecause(ofBase, usual) ?? disturbedBecause(ofHead, usual);
    this.#base.push({ ...ofBase, setAside });
    this.#head.push({ ...ofHead, setAside });
    if (setAside !== null) return 'set aside';
    this.logRatios.push(pairLogRatio({ base: ofBase.samples, head: ofHead.samples }));
    return 'counted';
  }

  resultWith(judgement: WallJudgement): TurnsResult {
    return {
      suite: this.test.suite,
      name: this.name,
      judgement,
      base: this.#base,
      head: this.#head,
      error: this.#error,
      outlasted: this.#outlasted,
    };
  }
}
