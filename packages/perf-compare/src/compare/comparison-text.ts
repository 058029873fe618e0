import { type Comparison, headlineOf } from './outcome.ts';
import { renderVerdicts } from './verdicts-table.ts';

export interface RenderComparisonOptions {
  /** Paragraphs above the verdicts. */
  above?: string[];
  /** Lines below the verdicts. */
  notes?: string[];
  /** The line below the summary. null: none. */
  lastLine?: string | null;
}

/** Renders verdicts, problems and the line that sums them up. */
export function renderComparison(
  comparison: Comparison,
  { above = [], notes = [], lastLine = null }: RenderComparisonOptions = {},
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
  const summary = headlineOf(comparison);
  parts.push(lastLine === null ? summary : `${summary}\n${lastLine}`);
  return parts.join('\n\n');
}
