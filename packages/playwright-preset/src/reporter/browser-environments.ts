import { type Environment } from '@night-pilot/perf-report';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import type { TestCase } from '@playwright/test/reporter';
import type { Measurement } from '../fixtures/measurement.ts';

/** Environments of one run: this machine with each of the measured browsers. */
export class BrowserEnvironments {
  readonly #byBrowser = new Map<string, Environment>();

  get all(): Environment[] {
    return [...this.#byBrowser.values()];
  }

  /** Returns the environment of a test. Its flags come from the configuration of the test. */
  of(test: TestCase, { name, version }: Measurement['browser']): Environment {
    const { headless = true, launchOptions } = test.parent.project()?.use ?? {};
    const flags = [...(headless ? ['--headless'] : []), ...(launchOptions?.args ?? [])];
    const browser = { name, version, flags };
    const key = JSON.stringify(browser);
    const environment = this.#byBrowser.get(key) ?? detectEnvironment({ browser });
    this.#byBrowser.set(key, environment);
    return environment;
  }
}
