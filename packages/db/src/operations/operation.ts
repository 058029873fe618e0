import type { Table } from '../schema/tables.ts';
import type { OperationDefinition } from './define-operation.ts';
import { OPERATIONS } from './operations.ts';

type Definitions = typeof OPERATIONS;

/** Name of a write method. */
export type OperationName = keyof Definitions;

/** Arguments of a write method, without its call options. */
export type InputOf<Name extends OperationName> = Parameters<Definitions[Name]['check']>;

/** Result of a write method. */
export type ResultOf<Name extends OperationName> = ReturnType<
  ReturnType<Definitions[Name]['prepare']>
>;

/**
 * A checked write: the name of its method and the values for its statements.
 * An array, because it may cross to the writer thread and copying an object takes twice as long.
 */
export type Operation<Name extends OperationName = OperationName> = {
  [N in Name]: ReturnType<Definitions[N]['check']>;
}[Name];

/** Characters that take about as long to store as one more row. */
const CHARACTERS_PER_ROW = 2_000;

/** Returns the tables that an operation changes. */
export const tablesChangedBy = ([name]: Operation): readonly Table[] => OPERATIONS[name].changes;

/** Whether an operation runs more than one statement, so that it can fail half done. */
export const hasSeveralStatements = (operation: Operation): boolean =>
  definitionOf(operation).hasSeveralStatements === true;

/**
 * Returns the work of an operation in rows of ordinary length, at least 1. Long texts count as several rows, so that estimates
 * by rows hold for them, too.
 */
export function operationRows(operation: Operation): number {
  const rows = definitionOf(operation).rows?.(operation) ?? 1;
  return Math.max(1, rows + charactersIn(operation) / CHARACTERS_PER_ROW);
}

function definitionOf([name]: Operation) {
  return OPERATIONS[name] as unknown as OperationDefinition<unknown[], Operation, unknown>;
}

function charactersIn(cells: readonly unknown[]): number {
  let characters = 0;
  for (const cell of cells) {
    if (typeof cell === 'string') characters += cell.length;
    else if (Array.isArray(cell)) characters += charactersIn(cell);
    else if (typeof cell === 'object' && cell !== null) {
      characters += charactersIn(Object.values(cell));
    }
  }
  return characters;
}
