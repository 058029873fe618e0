import type { InputOf, Operation, OperationName, ResultOf } from './operations/operation.ts';
import { OPERATIONS } from './operations/operations.ts';
import type { CallOptions } from './prompt-store.ts';
import type { StoreCalls } from './store-calls.ts';

/** The write methods of PromptStore, as the definitions of their operations give them. */
export type WriteMethods = {
  [Name in OperationName]: (
    ...given: [...InputOf<Name>, call?: CallOptions]
  ) => Promise<ResultOf<Name>>;
};

/** Makes a method of each operation. Its call options follow the parameters of `check`. */
export function writeMethods(calls: StoreCalls): WriteMethods {
  const methods = (Object.keys(OPERATIONS) as OperationName[]).map((name) => {
    const check = OPERATIONS[name].check as (...input: unknown[]) => Operation;
    return [name, methodOf(name, check, calls)];
  });
  return Object.fromEntries(methods) as WriteMethods;
}

function methodOf(
  name: OperationName,
  check: (...input: unknown[]) => Operation,
  calls: StoreCalls,
) {
  // Most take one argument: without an array of arguments a write of one caller is measurably shorter.
  if (check.length === 1) {
    return (input: unknown, call?: CallOptions) => calls.write(name, call, () => check(input));
  }
  return (...given: unknown[]) =>
    calls.write(name, given[check.length] as CallOptions | undefined, () => check(...given));
}
