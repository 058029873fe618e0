/** Receives results, so that the compiler cannot prove a benchmark's work useless. */
export const sink: { last: unknown } = { last: undefined };

/** Calls a function `calls` times. Only the last result is kept. */
export function repeat(run: () => unknown, calls: number): void {
  let last: unknown;
  for (let call = 0; call < calls; call += 1) last = run();
  sink.last = last;
}

/** Calls an asynchronous function `calls` times, each after the promise of the call before has settled. */
export async function repeatAsync(run: () => unknown, calls: number): Promise<void> {
  let last: unknown;
  for (let call = 0; call < calls; call += 1) last = await run();
  sink.last = last;
}

/** Returns true for a value that `await` waits for: its function is asynchronous. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}

const settled = Promise.resolve();

/** Functions that do nothing: the time of a loop around them is the loop's own. */
export const nothing = () => undefined;
/** It makes no promise of its own, which would be the function's own time. */
export const nothingAsync = () => settled;

// A loop that has seen only one function is compiled together with it: the compiler may then leave out work without
// effect, and the second arm of a comparison would get another loop than the first. A loop that has seen several
// functions calls them all alike. V8 records the functions of a loop only after it has run for a while.
const ROUNDS = 20;
const CALLS = 100;
for (let round = 0; round < ROUNDS; round += 1) {
  for (const run of [nothing, () => null, () => 0, () => true]) repeat(run, CALLS);
  for (const run of [nothingAsync, () => settled, nothing]) await repeatAsync(run, CALLS);
}
