import { HostError } from './errors.ts';

/** Returns an export that fails by its name when it is called or one of its members is read. */
export function refused(error: () => HostError): never {
  const fail = () => {
    throw error();
  };
  const handler = {
    apply: fail,
    construct: fail,
    get: (_target: object, property: string | symbol) =>
      typeof property === 'symbol' ? undefined : fail(),
  };
  return new Proxy(function refusedByName() {}, handler) as never;
}
