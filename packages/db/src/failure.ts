import { DatabaseError, type DatabaseErrorCode } from './errors.ts';

/** An error as a message between threads carries it: copying an Error would lose its class and code. */
export interface Failure {
  readonly code: DatabaseErrorCode;
  readonly message: string;
}

export function toFailure({ code, message }: DatabaseError): Failure {
  return { code, message };
}

export function fromFailure({ code, message }: Failure): DatabaseError {
  return new DatabaseError(code, message);
}
