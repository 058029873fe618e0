import type { BudgetState } from '../site/series-status.ts';
import { VerdictBadge } from './verdict-badge.tsx';

/** A budget that is broken or unclear. Nothing for one that is met. */
export function BudgetBadge({ state }: { state: BudgetState }) {
  if (state === 'met') return null;
  return <VerdictBadge status={state === 'broken' ? 'budget' : 'unclear'} />;
}
