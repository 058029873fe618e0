/** The caller's time budget has ended. Earlier measurements count. */
export class BudgetEnded extends Error {
  override readonly name = 'BudgetEnded';
}

/** Returns in words why measuring stopped early: the budget that ended, or an interruption. */
export function stopReason(signal: AbortSignal | undefined): string {
  const reason: unknown = signal?.reason;
  return reason instanceof BudgetEnded ? reason.message : 'interrupted';
}
