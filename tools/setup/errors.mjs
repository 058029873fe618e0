/** Stops the set-up. The message says what is wrong and what to type. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}
