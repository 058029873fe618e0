/** What keeps the set-up from going on, in one sentence that says what to type. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}
