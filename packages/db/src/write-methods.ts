import type { InputOf, Operation, OperationName, ResultOf } from './operations/operation.ts';
import { OPERATIONS } from './operations/operations.ts';
import type { CallOptions } from './prompt-store.ts';
import type { StoreCalls } from './store-calls.ts';

/** Write methods of PromptStore, derived from the definitions in `operations/operations.ts`: a new one is added there. */
export type WriteMethods = {
  [Name in OperationName]: (
    ...given: [...InputOf<Name>, call?: CallOptions]
  ) => Promise<ResultOf<Name>>;
};

/** Makes a method from each operation. The call options follow the parameters of `check`. */
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
  // Most methods take one argument. Without an array of arguments the write of a lone caller is measurably faster.
  if (check.length === 1) {
    return (input: unknown, call?: CallOptions) => calls.write(name, call, () => check(input));
  }
  return (...given: unknown[]) =>
    calls.write(name, given[check.length] as CallOptions | undefined, () => check(...given));
}
