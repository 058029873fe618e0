import { formatPercent } from '@night-pilot/perf-report/text';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { COUNT_RESOLUTION } from '@night-pilot/perf-report';
import { farApart, type Slopes } from './far-apart.ts';
import { isMovedCode, type SourceFacts } from '@night-pilot/perf-host/count';

/** Counts of one version by a deterministic instrument. */
export type CountedArm =
  | {
      state: 'counted';
      repeats: readonly Slopes[];
      /** Facts about the code of the version. @default null: not known */
      sources?: SourceFacts | null | undefined;
    }
  /** Its repeats still moved. There are none if too little was counted. */
  | { state: 'not-steady'; reason: string; repeats: readonly Slopes[] }
  | { state: 'refused'; reason: string };

export interface CountRules {
  /** The largest relative change by an edit that changes nothing: 0.004 is 0.4 %. See `calibrate`. */
  floor: number;
  /**
   * The same when both versions are the same code in other files, so that only imports differ. Node 24 reads an import from
   * its module at each use and checks it, some ten instructions; a function of the same file is a constant to it. Equal to
   * the smallest effect of wall time.
   */
  movedFloor: number;
  /** Largest relative difference of the two slopes of code that is warm. */
  steadyWithin: number;
  /** Relative difference between repeats that is assumed if a version has only one. */
  repeatNoise: number;
  /** Differences per iteration below this are zero: no edit adds half an instruction, or half a byte. */
  resolution: number;
}

export const COUNT_RULES: CountRules = {
  floor: 0.004,
  movedFloor: 0.0125,
  steadyWithin: 0.005,
  repeatNoise: 0.0005,
  resolution: COUNT_RESOLUTION,
};

/** Means of the late slopes, and the range of all comparisons of repeats and slopes. */
export interface CountFinding {
  base: number;
  head: number;
  /** Relative change; null when base counted nothing. */
  effect: number | null;
  /** Smallest and largest change among all pairings of repeats, slope by slope. */
  range: { low: number; high: number };
  repeats: number;
  /** The floor of the judgement, as a share. */
  floor: number;
  /** Both versions are the same code in other files. */
  isMoved: boolean;
}

export type CountJudgement =
  | ({ state: 'unchanged' } & CountFinding)
  /** `isCoarse`: counts were not steady, but far enough apart. */
  | ({ state: 'regression' | 'improvement'; isCoarse: boolean } & CountFinding)
  | { state: 'undecided'; because: string; finding: CountFinding | null }
  /** The instrument cannot judge this benchmark: `wall` does. */
  | { state: 'refused'; because: string; finding?: CountFinding };

/**
 * Judges counts per iteration. They repeat nearly exactly: instead of a share of false alarms there is a floor that edits
 * without an effect do not reach.
 *
 * Both versions ran the same numbers of iterations. So every repeat of head is compared with every repeat of base, early
 * slopes with early ones and late with late. A change counts when all comparisons lie beyond the floor on one side, and
 * the verdict is `unchanged` when all lie within it. If they lie on both sides of the floor, the verdict is `undecided`:
 * the code is still getting faster, or repeats differ. Counts that are not steady decide only if they are far apart, see
 * `farApart`.
 *
 * If both versions are the same code in other files, the floor is wider, and a larger change is refused: only wall time
 * shows whether imports cost time that matters.
 *
 * @throws {PerfKitError} when an arm that was counted has no repeat.
 */
export function judgeCounts(
  arms: { base: CountedArm; head: CountedArm },
  changes: Partial<CountRules> = {},
): CountJudgement {
  const rules = { ...COUNT_RULES, ...changes };
  const named = (['base', 'head'] as const).map((name) => ({ name, arm: arms[name] }));
  for (const { name, arm } of named) {
    if (arm.state === 'refused') return { state: 'refused', because: `${name}: ${arm.reason}` };
  }
  const base = repeatsOf(arms.base, 'base');
  const head = repeatsOf(arms.head, 'head');
  const unsteady = named
    .map(({ name, arm }) => unsteadyBecause(name, arm, rules))
    .find((because) => because !== null);
  if (base.length === 0 || head.length === 0) {
    return { state: 'undecided', because: unsteady ?? 'nothing was counted', finding: null };
  }
  const isMoved = isMovedCode(sourcesOf(arms.base), sourcesOf(arms.head));
  const floor = isMoved ? Math.max(rules.floor, rules.movedFloor) : rules.floor;
  const finding = { ...compare(base, head, rules), floor, isMoved };
  if (unsteady !== undefined) {
    const sure = farApart(base, head, rules);
    if (sure === null) return { state: 'undecided', because: unsteady, finding };
    const state = sure === 'more' ? 'regression' : 'improvement';
    return { state, isCoarse: true, ...finding };
  }
  const { low, high } = finding.range;
  if (isMoved && (low < -floor || high > floor)) {
    const by = `${low > 0 ? '+' : ''}${percent(finding.effect ?? low)}`;
    const because = `head is the same code in other files: only wall time shows what its imports cost (${by} instructions)`;
    return { state: 'refused', because, finding };
  }
  if (low > floor) return { state: 'regression', isCoarse: false, ...finding };
  if (high < -floor) return { state: 'improvement', isCoarse: false, ...finding };
  if (low >= -floor && high <= floor) return { state: 'unchanged', ...finding };
  const because = `repeats and slopes say from ${percent(low)} to ${percent(high)}, on both sides of the floor of ${percent(floor)}`;
  return { state: 'undecided', because, finding };
}

/** Says why a version's counts are not steady. null: they are. */
function unsteadyBecause(name: string, arm: CountedArm, rules: CountRules): string | null {
  if (arm.state === 'not-steady') return `${name}: ${arm.reason}`;
  if (arm.state === 'refused') return null;
  const changes = arm.repeats.map(({ early, late }) => Math.abs(change(early, late, rules)));
  const moved = Math.max(0, ...changes);
  if (moved <= rules.steadyWithin) return null;
  return `not steady: ${name}: its counts per iteration still moved by ${percent(moved)} while it was counted, more than ${percent(rules.steadyWithin)}`;
}

function repeatsOf(arm: CountedArm, name: string): readonly Slopes[] {
  if (arm.state === 'not-steady') return arm.repeats;
  if (arm.state === 'counted' && arm.repeats.length > 0) return arm.repeats;
  throw new PerfKitError(
    'BAD_ARGUMENT',
    `Expected at least one repeat of ${name}, got none. Count it, or give the reason why it was refused.`,
  );
}

function sourcesOf(arm: CountedArm): SourceFacts | null {
  return (arm.state === 'counted' && arm.sources) || null;
}

function compare(
  base: readonly Slopes[],
  head: readonly Slopes[],
  rules: CountRules,
): Omit<CountFinding, 'floor' | 'isMoved'> {
  const changes = base.flatMap((from) =>
    head.flatMap((to) => [change(from.early, to.early, rules), change(from.late, to.late, rules)]),
  );
  const single = base.length < 2 || head.length < 2;
  const widening = single && changes.some((value) => value !== 0) ? rules.repeatNoise : 0;
  const means = { base: meanLate(base), head: meanLate(head) };
  const effect = change(means.base, means.head, rules);
  return {
    ...means,
    effect: Number.isFinite(effect) ? effect : null,
    range: { low: Math.min(...changes) - widening, high: Math.max(...changes) + widening },
    repeats: Math.min(base.length, head.length),
  };
}

/** Returns the relative change between two counts. It is infinite when the first is zero, or below the resolution. */
function change(from: number, to: number, { resolution }: CountRules): number {
  if (to === from || Math.abs(to - from) < resolution) return 0;
  const isSomething = from > 0 && from >= resolution;
  return isSomething ? to / from - 1 : Math.sign(to - from) * Infinity;
}

function meanLate(repeats: readonly Slopes[]): number {
  return repeats.reduce((sum, { late }) => sum + late, 0) / repeats.length;
}

function percent(share: number): string {
  if (!Number.isFinite(share)) return 'without limit';
  return formatPercent(share);
}
