import type { Database } from 'better-sqlite3';
import type { Table } from '../schema/tables.ts';

/** A checked write: the name of its method, then the values for its statements. Plain data, which can cross to another thread. */
type CheckedWrite = readonly [name: string, ...cells: unknown[]];

/** Definition of one write method. */
export interface OperationDefinition<
  Input extends unknown[],
  Checked extends CheckedWrite,
  Result,
> {
  /**
   * Checks the arguments of the method, without its call options, and gives the operation. Takes as many parameters as
   * the method, none of them optional.
   *
   * @throws {DatabaseError} `INVALID_INPUT`
   */
  readonly check: (...input: Input) => Checked;
  /** Tables that it changes: kept lists of their rows are dropped. */
  readonly changes: readonly Table[];
  /**
   * Whether it runs more than one statement, so that it can fail half done.
   * @default false
   */
  readonly hasSeveralStatements?: boolean;
  /**
   * Rows that it writes, for the estimate of how long its commit takes.
   * @default 1
   */
  readonly rows?: (operation: Checked) => number;
  /**
   * Prepares its statements, once for the life of a connection. The returned function runs within the open transaction and
   * gives the result of the method.
   */
  readonly prepare: (connection: Database) => (operation: Checked, now: string) => Result;
}

/** Gives the definition of a write method its types. */
export function defineOperation<
  Input extends unknown[],
  const Checked extends CheckedWrite,
  Result,
>(
  definition: OperationDefinition<Input, Checked, Result>,
): OperationDefinition<Input, Checked, Result> {
  return definition;
}
