import { detectEnvironment, type Environment } from '@night-pilot/perf-kit/report';
import type { TestCase } from '@playwright/test/reporter';
import type { Measurement } from '../fixtures/measurement.ts';

/** The environments of one run: this machine with each browser that was measured on it. */
export class BrowserEnvironments {
  readonly #byBrowser = new Map<string, Environment>();

  get all(): Environment[] {
    return [...this.#byBrowser.values()];
  }

  /** The environment that a test measured in; its flags are those of the test's configuration. */
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
