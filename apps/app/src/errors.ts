import type { DatabaseErrorCode } from '@night-pilot/db';

/**
 * Why the server refuses a request before it looks at a command:
 * - `FORBIDDEN_HOST`, `FORBIDDEN_ORIGIN`: the request uses another host name or comes from another site
 * - `WRONG_SECRET`: the header `X-Night-Pilot-Secret` is missing or belongs to an earlier start
 * - `METHOD_NOT_ALLOWED`, `UNSUPPORTED_MEDIA_TYPE`, `LENGTH_REQUIRED`, `BODY_TOO_LARGE`, `INCOMPLETE_BODY`, `INVALID_JSON`
 * - `NOT_FOUND`: there is no such page
 * - `STOPPING`: the server is about to end
 */
export type RequestErrorCode =
  | 'FORBIDDEN_HOST'
  | 'FORBIDDEN_ORIGIN'
  | 'WRONG_SECRET'
  | 'METHOD_NOT_ALLOWED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'LENGTH_REQUIRED'
  | 'BODY_TOO_LARGE'
  | 'INCOMPLETE_BODY'
  | 'INVALID_JSON'
  | 'NOT_FOUND'
  | 'STOPPING';

/** A refused request: nothing was read or written. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: RequestErrorCode;

  constructor(code: RequestErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * - `INVALID_REQUEST`: the body is not of the form `{"command", "args"}`
 * - `UNKNOWN_COMMAND`
 * - `INVALID_ARGUMENTS`: the command takes other arguments
 * - `LIST_TOO_LONG`: the list has more text than an answer may have
 */
export type CommandErrorCode =
  | 'INVALID_REQUEST'
  | 'UNKNOWN_COMMAND'
  | 'INVALID_ARGUMENTS'
  | 'LIST_TOO_LONG';

/** A command that cannot run: nothing was read or written. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: CommandErrorCode;

  constructor(code: CommandErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * - `INVALID_SETTING`: an option or environment variable has an invalid value
 * - `NO_INPUT`: the content of a prompt was neither given nor piped in
 * - `NOT_TEXT`: what was piped in is not UTF-8
 * - `CANNOT_LISTEN`: the port is taken or not allowed
 * - `CANNOT_PREPARE`: the folder or file of the database cannot be created
 * - `SERVER_UNREACHABLE`, `SERVER_FAILING`: `cnp health` found no server, or one whose database does not answer
 */
export type CliErrorCode =
  | 'INVALID_SETTING'
  | 'NO_INPUT'
  | 'NOT_TEXT'
  | 'CANNOT_LISTEN'
  | 'CANNOT_PREPARE'
  | 'SERVER_UNREACHABLE'
  | 'SERVER_FAILING';

/** A failure of `cnp` that is printed as one sentence, with exit code 2. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: CliErrorCode;

  constructor(code: CliErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Every error code of the command protocol. */
export type ProtocolErrorCode =
  | RequestErrorCode
  | CommandErrorCode
  | DatabaseErrorCode
  | 'INTERNAL';
