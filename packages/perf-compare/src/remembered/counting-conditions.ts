import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { countingEnvironmentOf } from '@night-pilot/perf-host/count';

/** Conditions that move the counts of the same code, such as the version of Valgrind. Keys are names for a reader. */
export type CountingConditions = Record<string, string>;

let found: Promise<CountingConditions> | undefined;

/** Returns the conditions of counts on this machine, by this version of perf-kit. */
export function countingConditions(): Promise<CountingConditions> {
  return (found ??= findConditions());
}

async function findConditions(): Promise<CountingConditions> {
  const { architecture, libc, node, v8Flags, valgrind } = countingEnvironmentOf(
    'instructions',
    'together',
  );
  return {
    'perf-kit': ownVersion(),
    Node: node,
    'Node binary': await hashOfFile(process.execPath),
    'V8 flags': v8Flags.join(' '),
    Valgrind: valgrind ?? 'none',
    'C library': libc ?? 'none',
    architecture,
    // The other variables of counted processes are fixed.
    NODE_ENV: process.env['NODE_ENV'] ?? '',
  };
}

/** Names the conditions that differ, with both values. */
export function differingConditions(
  remembered: CountingConditions,
  here: CountingConditions,
): string[] {
  const names = new Set([...Object.keys(remembered), ...Object.keys(here)]);
  return [...names]
    .filter((name) => remembered[name] !== here[name])
    .map((name) => `${name} ${textOf(remembered[name])}, here ${textOf(here[name])}`);
}

function textOf(value: string | undefined): string {
  return value === undefined || value === '' ? 'not set' : value;
}

function ownVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex').slice(0, 16);
}
