import type { matchers } from './matchers.ts';

// Types only: `import '@night-pilot/perf-kit/matchers/vitest'` declares what `expect.extend(matchers)` adds.

/** A matcher as called on `expect(received)`. */
type Called<Matcher, Result> = Matcher extends (received: never, ...args: infer Args) => unknown
  ? (...args: Args) => Result
  : never;

type CalledMatchers<Result> = {
  [Name in keyof typeof matchers]: Called<(typeof matchers)[Name], Result>;
};

/* oxlint-disable typescript/no-empty-object-type, no-unused-vars -- as Vitest declares it */
declare module 'vitest' {
  interface Matchers<
    R extends void | Promise<void> = void | Promise<void>,
    T = unknown,
  > extends CalledMatchers<R> {}
}
