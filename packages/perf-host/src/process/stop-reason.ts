/** The time that the caller gave is over: what was measured until then counts. */
export class BudgetEnded extends Error {
  override readonly name = 'BudgetEnded';
}

/** Why measuring stopped before its end, for a reader: the budget that ended, or an interruption. */
export function stopReason(signal: AbortSignal | undefined): string {
  const reason: unknown = signal?.reason;
  return reason instanceof BudgetEnded ? reason.message : 'interrupted';
}
