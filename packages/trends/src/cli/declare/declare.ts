/** 0: no finding · 1: a regression or a broken budget · 2: could not measure or do it · 130: interrupted. */
export type ExitCode = 0 | 1 | 2 | 130;

/** Passes the state of one command line to a command that takes long. */
export interface CommandContext {
  /** Returns the signal that Ctrl-C aborts. Until this is called, Ctrl-C ends the process at once. */
  interruption: () => AbortSignal;
  exitWith: (code: ExitCode) => void;
}

/** Flags and text of the option that all commands with a history have. */
export const STORE_OPTION = [
  '--store <url>',
  'the history: a file path, sqlite:PATH or postgres://USER@HOST/DATABASE ' +
    '(default: PERF_TRENDS_STORE, or reports/history.db in the workspace)',
] as const;
