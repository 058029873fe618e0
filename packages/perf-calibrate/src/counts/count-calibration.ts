import { median } from '@night-pilot/perf-report/stats';
import type { CountInstrument } from '@night-pilot/perf-host/count';
import { COUNT_RULES } from '@night-pilot/perf-compare/judge';
import { NULL_KINDS, type NullKind } from './corpus/null-edits.ts';
import type { ProgramName } from './corpus/generated-programs.ts';
import type { Alarms, CountCalibration, Moves, ProgramCounts } from './count-calibration-schema.ts';
import type { FoundComparison } from './found-comparison.ts';

/** Comparisons by counts, with their verdicts. */
export interface ComparisonsOfCounts {
  /** Comparisons of programs with themselves. */
  aa: readonly FoundComparison[];
  nullEdits: readonly (FoundComparison & { kind: NullKind })[];
  planted: readonly (FoundComparison & { share: number })[];
}

/** Sums up comparisons by counts. */
export function sumUpCounts(
  { aa, nullEdits, planted }: ComparisonsOfCounts,
  instrument: CountInstrument,
): CountCalibration {
  const programs = [...Map.groupBy(aa, ({ program }) => program)].map(([name, comparisons]) =>
    programCounts(name, comparisons),
  );
  const alarmsOf = (kind: NullKind) => alarms(nullEdits.filter((edit) => edit.kind === kind));
  return {
    instrument,
    programs,
    aa: { ...alarms(aa), largestSpread: largest(programs.map(({ spread }) => spread)) },
    nullEdits: {
      ...alarms(nullEdits),
      kinds: Object.fromEntries(NULL_KINDS.map((kind) => [kind, alarmsOf(kind)])) as Record<
        NullKind,
        Alarms
      >,
      inPlace: moves(nullEdits.filter(({ isMoved }) => !isMoved)),
      moved: moves(nullEdits.filter(({ isMoved }) => isMoved)),
    },
    planted: [...Map.groupBy(planted, ({ share }) => share)].map(([share, edits]) => ({
      share,
      ...plantedFound(edits),
    })),
  };
}

function programCounts(name: ProgramName, comparisons: readonly FoundComparison[]): ProgramCounts {
  const counts = comparisons.flatMap((comparison) =>
    comparison.counts === null ? [] : [comparison.counts.base, comparison.counts.head],
  );
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const uncounted = comparisons.find((comparison) => comparison.counts === null);
  return {
    name,
    spread:
      counts.length === 0
        ? null
        : most - least < COUNT_RULES.resolution
          ? 0
          : (most - least) / least,
    notCounted: uncounted?.because ?? null,
  };
}

function alarms(comparisons: readonly FoundComparison[]): Alarms {
  const verdicts = comparisons.map(({ verdict }) => verdict);
  return {
    comparisons: comparisons.length,
    alarms: verdicts.filter(
      (comparison) => comparison === 'regression' || comparison === 'improvement',
    ).length,
    undecided: verdicts.filter(isUndecided).length,
    largestMove: largestMove(comparisons),
  };
}

function moves(comparisons: readonly FoundComparison[]): Moves {
  return {
    largestMove: largestMove(comparisons),
    floor: largest(comparisons.map(({ reach }) => reach)),
  };
}

function largestMove(comparisons: readonly FoundComparison[]): number {
  return largest(comparisons.map(({ effect }) => effect && Math.abs(effect)));
}

function plantedFound(edits: readonly FoundComparison[]) {
  const verdicts = edits.map(({ verdict }) => verdict);
  const effects = effectsOf(edits);
  return {
    edits: edits.length,
    found: verdicts.filter((verdict) => verdict === 'regression').length,
    undecided: verdicts.filter(isUndecided).length,
    effects:
      effects.length === 0
        ? null
        : { least: Math.min(...effects), median: median(effects), most: Math.max(...effects) },
    medianSeconds: edits.length === 0 ? null : median(edits.map(({ seconds }) => seconds)),
  };
}

/** Whether a verdict is open: a refused comparison is undecided too. */
function isUndecided(verdict: FoundComparison['verdict']): boolean {
  return verdict === 'undecided' || verdict === 'refused';
}

function effectsOf(comparisons: readonly FoundComparison[]): number[] {
  return comparisons.map(({ effect }) => effect).filter((effect) => effect !== null);
}

function largest(values: readonly (number | null)[]): number {
  return Math.max(0, ...values.map((value) => value ?? 0));
}
