import { pathToFileURL } from 'node:url';
import { getCallSites } from 'node:util';

/** How many calls away from its declaration a test may be declared. */
const DEPTH = 30;

let watched: ReadonlySet<string> | null = null;

/** From now on the lines are told in which this file declares tests. Only listing needs them. */
export function watchLinesOf(file: string): void {
  watched = new Set([file, pathToFileURL(file).href]);
}

/** The line of the watched file from which this is called, from 1 up. null: none, or no file is watched. */
export function callerLine(): number | null {
  const site =
    watched === null ? undefined : callSites().find(({ scriptName }) => watched?.has(scriptName));
  return site?.lineNumber ?? null;
}

function callSites() {
  return getCallSites(DEPTH, { sourceMap: true });
}
