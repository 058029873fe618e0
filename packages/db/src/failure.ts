import { DatabaseError, type DatabaseErrorCode } from './errors.ts';

/** Form of an error in a message between threads: copying an Error would lose its class and code. */
export interface Failure {
  readonly code: DatabaseErrorCode;
  readonly message: string;
  readonly sqliteCode: string | undefined;
}

export function toFailure({ code, message, sqliteCode }: DatabaseError): Failure {
  return { code, message, sqliteCode };
}

export function fromFailure({ code, message, sqliteCode }: Failure): DatabaseError {
  return new DatabaseError(code, message, { sqliteCode });
}
