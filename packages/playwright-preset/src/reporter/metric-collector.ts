import {
  type Environment,
  type Fork,
  type Metric,
  type MetricIdentity,
  summarize,
  UNKNOWN_DISTURBANCE,
} from '@night-pilot/perf-report';
import { identityKey, SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import type { TestCase, TestResult } from '@playwright/test/reporter';
import { PresetError } from '../errors.ts';
import { attachedMeasurements, type Measurement } from '../fixtures/measurement.ts';
import { BrowserEnvironments } from './browser-environments.ts';
import { describeError, innerTitles } from './test-outcome.ts';

/** Measurements of one attempt of a test. */
interface Attempt {
  test: TestCase;
  /** null when the test passed. The measurements of a failed test are not valid. */
  error: string | null;
  measurements: Measurement[];
}

/** A metric while its forks are collected. */
interface Gathered {
  identity: MetricIdentity;
  environment: string;
  test: TestCase;
  forks: Fork[];
  error: string | null;
}

/**
 * Collects the measurements of tests and turns them into metrics. Each repeat of a test is one fork. If
 * one repeat fails, the metrics of its test are failed.
 */
export class MetricCollector {
  readonly #project: string;
  /** Last attempt, by test id. */
  readonly #attempts = new Map<string, Attempt>();

  constructor(project: string) {
    this.#project = project;
  }

  add(test: TestCase, result: TestResult): void {
    const error = result.status === test.expectedStatus ? null : describeError(result);
    this.#attempts.set(test.id, { test, error, measurements: attachedMeasurements(result) });
  }

  /**
   * Returns the metrics and their environments.
   *
   * @throws {PresetError} with code `METRIC_NAME_TAKEN` when two tests measured under one name: the
   *   samples of one would count as forks of the other.
   */
  finish(): { metrics: Metric[]; environments: Environment[] } {
    const environments = new BrowserEnvironments();
    const gathered = new Map<string, Gathered>();
    const errors = this.#errorsByTest();
    for (const { test, measurements } of this.#attempts.values()) {
      for (const measurement of measurements) {
        const identity = identify(this.#project, test, measurement);
        const environment = environments.of(test, measurement.browser).id;
        const key = `${identityKey(identity)}@${environment}`;
        const metric = gathered.get(key) ?? { identity, environment, test, forks: [], error: null };
        gathered.set(key, metric);
        assertSameTest(metric.test, test, identity);
        const { result } = measurement;
        if (result.state === 'measured') metric.forks.push(describeFork(result));
        metric.error ??=
          result.state === 'failed' ? result.message : (errors.get(titlesOf(test)) ?? null);
      }
    }
    return { metrics: [...gathered.values()].map(describeMetric), environments: environments.all };
  }

  /**
   * Returns the first error of each test that failed in any repeat. Without it, a repeat that failed
   * before it measured would go unnoticed: the metric would come from the other repeats alone.
   */
  #errorsByTest(): Map<string, string> {
    const errors = new Map<string, string>();
    for (const { test, error } of this.#attempts.values()) {
      const titles = titlesOf(test);
      if (error !== null && !errors.has(titles)) errors.set(titles, error);
    }
    return errors;
  }
}

/** Returns a key that all repeats of a test share: its Playwright project, file and titles. */
function titlesOf(test: TestCase): string {
  return JSON.stringify(test.titlePath());
}

function identify(project: string, test: TestCase, { name, params }: Measurement): MetricIdentity {
  const variant = test.parent.project()?.name;
  return {
    project,
    suite: innerTitles(test).join(SUITE_SEPARATOR),
    name,
    params: variant ? { ...params, variant } : params,
    instrument: 'browser',
  };
}

function describeMetric({ identity, environment, forks, error }: Gathered): Metric {
  return error === null
    ? {
        state: 'measured',
        ...identity,
        environment,
        origin: 'measured',
        kind: 'time',
        unit: 'ms',
        better: 'lower',
        forks,
        summary: summarize(forks),
      }
    : { state: 'failed', ...identity, environment, error: { code: null, message: error } };
}

function describeFork({
  samplesMs,
  durationMs,
}: {
  samplesMs: number[];
  durationMs: number;
}): Fork {
  return {
    samples: samplesMs,
    iterationsPerSample: 1,
    durationMs,
    steady: null,
    disturbance: UNKNOWN_DISTURBANCE,
    setAside: null,
    counters: {},
  };
}

function assertSameTest(first: TestCase, second: TestCase, { suite, name }: MetricIdentity): void {
  const places = [first, second].map(({ location: { file, line } }) => `${file}:${line}`);
  if (places[0] === places[1]) return;
  throw new PresetError(
    'METRIC_NAME_TAKEN',
    `The tests at ${places.join(' and ')} both measure "${suite}${SUITE_SEPARATOR}${name}": give one of them another title.`,
  );
}
