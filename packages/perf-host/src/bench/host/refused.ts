import { HostError } from './errors.ts';

/** Something that can be imported, and fails by its name when it is called or asked for a member. */
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
