import { HostError } from './errors.ts';

/** Modifiers of a declaration, such as those of `test.skip`. */
export interface Chain {
  only?: boolean | undefined;
  skip?: boolean | undefined;
  todo?: boolean | undefined;
}

type Declare = (chain: Chain, args: readonly unknown[]) => void;

export interface Chainable extends Record<'only' | 'skip' | 'todo', Chainable> {
  (...args: unknown[]): void;
  skipIf: (condition: unknown) => Chainable;
  runIf: (condition: unknown) => Chainable;
}

const MODES: ReadonlySet<string> = new Set(['only', 'skip', 'todo']);
/** How tests share a process: without effect here, since each has a process of its own. */
const ORDERS: ReadonlySet<string> = new Set(['concurrent', 'sequential', 'shuffle']);

/** Adds the modifiers of Vitest's `describe` and `test`. Any other is refused by name. */
export function chainable(name: string, declare: Declare): Chainable {
  return link(name, {}, declare);
}

function link(path: string, chain: Chain, declare: Declare): Chainable {
  const plain = (...args: unknown[]) => declare(chain, args);
  const skipped = (isSkipped: boolean) => link(path, { ...chain, skip: isSkipped }, declare);
  return new Proxy(plain, {
    get(target, property, receiver) {
      if (typeof property === 'symbol' || property in target) {
        return Reflect.get(target, property, receiver) as unknown;
      }
      const next = `${path}.${property}`;
      if (MODES.has(property)) return link(next, { ...chain, [property]: true }, declare);
      if (ORDERS.has(property)) return link(next, chain, declare);
      if (property === 'skipIf') return (condition: unknown) => skipped(Boolean(condition));
      if (property === 'runIf') return (condition: unknown) => skipped(!condition);
      throw HostError.notSupplied(next);
    },
  }) as unknown as Chainable;
}
