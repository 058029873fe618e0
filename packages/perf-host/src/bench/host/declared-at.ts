import { pathToFileURL } from 'node:url';
import { getCallSites } from 'node:util';

/** Limit of the calls between a line of the bench file and the declaration of a test. */
const DEPTH = 30;

let watched: ReadonlySet<string> | null = null;

/** Starts to record the lines in which this file declares tests. Only listing needs them. */
export function watchLinesOf(file: string): void {
  watched = new Set([file, pathToFileURL(file).href]);
}

/** Returns the line of the watched file that calls this, counted from 1; null when there is none, or no file is watched. */
export function callerLine(): number | null {
  const site =
    watched === null ? undefined : callSites().find(({ scriptName }) => watched?.has(scriptName));
  return site?.lineNumber ?? null;
}

function callSites() {
  return getCallSites(DEPTH, { sourceMap: true });
}
