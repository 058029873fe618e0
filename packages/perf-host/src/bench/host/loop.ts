/** Results land here, so that the compiler can't prove a benchmark's work to be useless. */
export const sink: { last: unknown } = { last: undefined };

/** Calls a function so many times. Of the results only the last is kept. */
export function repeat(run: () => unknown, calls: number): void {
  let last: unknown;
  for (let call = 0; call < calls; call += 1) last = run();
  sink.last = last;
}

/** The same, each call after the promise of the one before is settled. */
export async function repeatAsync(run: () => unknown, calls: number): Promise<void> {
  let last: unknown;
  for (let call = 0; call < calls; call += 1) last = await run();
  sink.last = last;
}

/** What makes a function asynchronous here: `await` waits for what it returned. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}

const settled = Promise.resolve();

/** Functions that do nothing: what a loop around them takes is the loop's own. */
export const nothing = () => undefined;
/** It makes no promise of its own: that is part of the function which does. */
export const nothingAsync = () => settled;

// A loop that knows a single function is compiled together with it: the compiler may then leave out
// what has no effect, and the second arm of a comparison would find another loop than the first.
// Once a loop has met several functions, it calls every one alike, from outside. V8 notes what a loop
// meets only after it has run for a while.
const ROUNDS = 20;
const CALLS = 100;
for (let round = 0; round < ROUNDS; round += 1) {
  for (const one of [nothing, () => null, () => 0, () => true]) repeat(one, CALLS);
  for (const one of [nothingAsync, () => settled, nothing]) await repeatAsync(one, CALLS);
}
