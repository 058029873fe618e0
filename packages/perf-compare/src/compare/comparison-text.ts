import { type Comparison, headlineOf } from './outcome.ts';
import { renderVerdicts } from './verdicts-table.ts';

export interface RenderComparisonOptions {
  /** What stands above the verdicts. */
  above?: string[];
  /** What stands below them, a line each. */
  notes?: string[];
}

/** Verdicts, problems and the line that sums them up. */
export function renderComparison(
  comparison: Comparison,
  { above = [], notes = [] }: RenderComparisonOptions = {},
): string {
  const { verdicts, problems } = comparison;
  const parts = [...above];
  if (verdicts.length > 0) parts.push(renderVerdicts(verdicts));
  if (problems.length > 0) {
    const lines = problems.map(
      ({ what, message }) => `  ${what}: ${message.replaceAll('\n', '\n    ')}`,
    );
    parts.push(['Could not be measured', ...lines].join('\n'));
  }
  if (notes.length > 0) parts.push(notes.join('\n'));
  parts.push(headlineOf(comparison));
  return parts.join('\n\n');
}
