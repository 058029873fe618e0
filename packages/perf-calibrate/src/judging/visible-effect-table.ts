import type { RecordedProgram } from '../simulation/recorded-runs.ts';
import { type WallRules, wallRules } from '@night-pilot/perf-compare/judge';
import { PLANTED_SLOWDOWN } from '../result/planted-slowdown.ts';
import { formatPercent, renderTable } from '@night-pilot/perf-report/text';
import { normal, seededRandom } from '@night-pilot/perf-report/stats';
import { drawComparisons, visibleEffect } from './visible-effect.ts';

export interface VisibleEffectTableOptions {
  /** Comparisons behind each share. @default 4_000 */
  comparisons?: number;
  /** @default 20_261_125 */
  seed?: number;
}

const SPREADS = [0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.035, 0.04, 0.05];
const PAIRS = 5_000;

/** Renders the smallest effect that matters by the spread of normal log ratios, and the verdicts with it and with the default. */
export async function visibleEffectTable(options: VisibleEffectTableOptions = {}): Promise<string> {
  const { comparisons = 4_000, seed = 20_261_125 } = options;
  const drawing = { comparisons, seed, budgetMs: Infinity };
  const rows = [];
  for (const spread of SPREADS) {
    const program = normalProgram(spread, seed);
    const visible = await visibleEffect([program], {}, drawing);
    const shares = (rules: WallRules) => {
      const draw = (change: number) => drawComparisons(program, change, { ...drawing, rules });
      return [draw(0).unchanged, draw(PLANTED_SLOWDOWN).regression].map((called) =>
        formatPercent(called / comparisons),
      );
    };
    const minEffect = visible.state === 'visible' ? visible.minEffect : wallRules().minEffect;
    rows.push([
      formatPercent(spread),
      visible.state === 'visible'
        ? formatPercent(minEffect)
        : `${formatPercent(minEffect)}, built in`,
      ...shares(wallRules({ minEffect })),
      ...shares(wallRules()),
    ]);
  }
  return renderTable(
    [
      'pairs spread by',
      'smallest effect',
      'called unchanged',
      '5 % found',
      'called unchanged with 1.25 %',
      '5 % found with 1.25 %',
    ].map((title) => ({ title, align: 'right' as const })),
    rows,
  );
}

function normalProgram(spread: number, seed: number): RecordedProgram {
  const random = seededRandom(seed);
  const pairs = Array.from({ length: PAIRS }, () => ({
    logRatio: spread * normal(random),
    isSetAside: false,
    durationMs: 0,
  }));
  return { program: 'normal log ratios', recordings: [pairs] };
}
