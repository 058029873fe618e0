import { createHash } from 'node:crypto';
import os from 'node:os';
import { usableCpuQuota } from './cpu-quota.ts';
import type { Environment, EnvironmentFacts, Instrument } from './environment-facts.ts';

/** Fields by instrument whose change makes two measurements incomparable. */
const FINGERPRINT_FIELDS = {
  instructions: ['architecture', 'libc', 'node', 'v8Flags', 'valgrind'],
  allocated: ['architecture', 'node', 'v8Flags'],
  wall: ['architecture', 'libc', 'node', 'v8Flags', 'cpuModel', 'cores', 'cpuQuota'],
  browser: ['architecture', 'libc', 'node', 'v8Flags', 'cpuModel', 'cores', 'cpuQuota', 'browser'],
  counted: ['architecture'],
} as const satisfies Record<Instrument, readonly (keyof EnvironmentFacts)[]>;

export interface DetectEnvironmentOptions {
  /** Flags of Node and V8 in the measured processes. @default the flags of this process */
  v8Flags?: string[];
  /** Version of Valgrind, when the measurement uses it. @default null */
  valgrind?: string | null;
  /** The measured browser. @default null */
  browser?: Environment['browser'];
}

/** Describes this machine, this Node, and the given facts of the measurement. */
export function detectEnvironment(options: DetectEnvironmentOptions = {}): Environment {
  const cpus = os.cpus();
  return identifyEnvironment({
    cpuModel: cpus[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    cpuQuota: usableCpuQuota(),
    memoryBytes: os.totalmem(),
    os: os.platform(),
    kernel: os.release(),
    architecture: os.arch(),
    libc: detectLibc(),
    node: process.versions.node,
    v8: process.versions.v8,
    v8Flags: [...(options.v8Flags ?? ownFlags())],
    valgrind: options.valgrind ?? null,
    browser: options.browser ?? null,
  });
}

/** Adds the id and the fingerprints to the facts of an environment. */
export function identifyEnvironment(facts: EnvironmentFacts): Environment {
  const instruments = Object.keys(FINGERPRINT_FIELDS) as Instrument[];
  return {
    id: hash(facts),
    ...facts,
    fingerprints: Object.fromEntries(
      instruments.map((instrument) => [instrument, fingerprint(facts, instrument)]),
    ) as Environment['fingerprints'],
  };
}

/** Returns the fingerprint of an environment: an instrument compares only values of equal fingerprints. */
export function fingerprintOf(environment: Environment, instrument: Instrument): string {
  return environment.fingerprints[instrument] ?? fingerprint(environment, instrument);
}

/** Returns the fields in which two environments differ so that this instrument cannot compare them. */
export function differingFields(
  base: Environment,
  head: Environment,
  instrument: Instrument,
): string[] {
  return FINGERPRINT_FIELDS[instrument].filter((field) => hash(base[field]) !== hash(head[field]));
}

function fingerprint(facts: EnvironmentFacts, instrument: Instrument): string {
  return hash(FINGERPRINT_FIELDS[instrument].map((field) => facts[field]));
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
}

/** Returns the flags that children of this process inherit. */
function ownFlags(): string[] {
  const inherited = process.env['NODE_OPTIONS']?.split(/\s+/).filter(Boolean) ?? [];
  return [...process.execArgv, ...inherited];
}

function detectLibc(): string | null {
  if (os.platform() !== 'linux') return null;
  // @types/node does not know the switch yet; without it the report looks up host names.
  const reporter = process.report as typeof process.report & { excludeNetwork: boolean };
  const previous = reporter.excludeNetwork;
  reporter.excludeNetwork = true;
  const { header } = reporter.getReport() as { header: { glibcVersionRuntime?: string } };
  reporter.excludeNetwork = previous;
  return header.glibcVersionRuntime === undefined ? 'musl' : `glibc ${header.glibcVersionRuntime}`;
}
