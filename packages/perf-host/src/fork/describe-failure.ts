import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { innerText, thrownText } from '@night-pilot/perf-report/thrown-text';
import { isForeign } from '../transform/register-fallback.ts';
import type { FailureDescription } from './failure.ts';

/** Errors of perf-kit itself: their messages need no class before them. */
const OWN_ERRORS: ReadonlySet<string> = new Set(['HostError', 'PerfKitError']);

/** A stack frame of a file: `at run (file:///a.ts:1:2)`, `at async file:///a.ts:1:2`. */
const FRAME =
  /^\s+at (?:.*\()?(?:async )?(?<file>(?:file:|\/|[A-Za-z]:\\).*?):(?<place>\d+:\d+)\)?$/;
/** The first line of the stack of an error that was found before anything ran: `file:///a.ts:1`. */
const HEAD = /^(?<file>(?:file:|\/|[A-Za-z]:\\).*?):(?<place>\d+)$/;

/**
 * Describes what was thrown, in a form that can be sent to another process: its class, its message, where in the
 * user's code it was thrown, and its causes, such as `TypeError: x is not a function (bench/list.bench.ts:12:9)`. Paths are relative to
 * the working directory, the root of the measured project: the folder that a version is checked out into is removed
 * before anybody reads them.
 */
export function describeFailure(error: unknown): FailureDescription {
  if (!(error instanceof Error)) {
    return { code: null, message: `it threw no Error but ${withoutRoot(thrownText(error))}` };
  }
  const { code, cause } = error as Error & { code?: unknown };
  if (code === 'AFTER_PASS_OVER' && cause !== undefined) {
    return { code, message: describeFailure(cause).message };
  }
  const place = placeOf(error);
  const own = [classOf(error), withoutRoot(error.message)].filter(Boolean).join(': ');
  const message = place === null ? own : `${own} (${place})`;
  return {
    code: typeof code === 'string' ? code : null,
    message: message + withoutRoot(innerText(error)),
  };
}

/** null: a class of perf-kit itself. */
function classOf({ name, constructor, message }: Error): string | null {
  if (OWN_ERRORS.has(name) && message !== '') return null;
  // Many subclasses set no name of their own.
  return name === 'Error' && constructor.name !== '' ? constructor.name : name;
}

/** Where the user's code threw it, or called what threw it, as `path:line:column`; null when the stack names no such file. */
function placeOf({ stack }: Error): string | null {
  for (const [index, line] of (stack ?? '').split('\n').entries()) {
    const { file, place } =
      (FRAME.exec(line) ?? (index === 0 ? HEAD.exec(line) : null))?.groups ?? {};
    if (file === undefined || place === undefined) continue;
    const path = pathOf(file);
    if (path !== null && !isForeign(path)) return `${relative(process.cwd(), path)}:${place}`;
  }
  return null;
}

function pathOf(file: string): string | null {
  const name = file.replace(/\?.*$/, '');
  if (!name.startsWith('file:')) return name;
  try {
    return fileURLToPath(name);
  } catch {
    return null;
  }
}

function withoutRoot(message: string): string {
  return message.replaceAll(process.cwd() + sep, '');
}
