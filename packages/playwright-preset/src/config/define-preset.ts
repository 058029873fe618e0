import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findWorkspaceRoot, isQuickRun } from '@night-pilot/perf-kit/report';
import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import { findChromium } from '../browser/find-chromium.mjs';
import { chromeArgs } from './chrome-flags.ts';
import { kindSettings, type PresetKind } from './kinds.ts';
import { projectName } from './project-name.ts';
import { usableCpus, workersFor } from './usable-cpus.ts';

export type { PresetKind };

/** Any setting of Playwright, which wins over the preset's, and the preset's own two. */
export interface PresetOptions extends PlaywrightTestConfig {
  /** Folder of the configuration, `import.meta.dirname`. Its package.json names the project. */
  projectRoot: string;
  /** @default 'integration' */
  kind?: PresetKind;
}

/**
 * A Playwright configuration with time-outs, retries, workers and Chromium flags set, and with its
 * results where the workspace expects them: `reports/tests/<project>-e2e.json`, or the PerfReport
 * of a performance run.
 *
 * Without a Chromium the run ends with one sentence and exit code 2 before anything is started.
 *
 * @throws {PresetError} when a flag is refused or no package.json names the project.
 * @example
 * export default definePreset({ projectRoot: import.meta.dirname, kind: 'performance' });
 */
export function definePreset(options: PresetOptions): PlaywrightTestConfig {
  const { projectRoot, kind = 'integration', ...config } = options;
  const launchOptions = config.use?.launchOptions;
  const executablePath = launchOptions?.executablePath ?? chromiumPath();
  const merged = defineConfig(presetConfig(projectRoot, kind), config, {
    use: {
      launchOptions: { ...launchOptions, executablePath, args: chromeArgs(launchOptions?.args) },
    },
  });
  return executablePath === undefined ? withoutChromium(merged) : merged;
}

function presetConfig(projectRoot: string, kind: PresetKind): PlaywrightTestConfig {
  const project = projectName(projectRoot);
  const reports = join(findWorkspaceRoot(projectRoot), 'reports');
  const { workers, trace, ...settings } = kindSettings(kind, isQuickRun());
  return {
    ...settings,
    testDir: projectRoot,
    outputDir: join(reports, 'playwright', `${project}-${kind}`),
    workers: workers === 'cpus' ? workersFor(usableCpus()) : workers,
    forbidOnly: Boolean(process.env['CI']),
    timeout: 120_000,
    use: { actionTimeout: 15_000, navigationTimeout: 45_000, trace },
    reporter: [
      ['list'],
      kind === 'performance'
        ? [
            fileURLToPath(new URL('../reporter/perf-reporter.ts', import.meta.url)),
            { project, projectRoot },
          ]
        : ['json', { outputFile: join(reports, 'tests', `${project}-e2e.json`) }],
    ],
  };
}

function chromiumPath(): string | undefined {
  const search = findChromium();
  return search.state === 'found' ? search.path : undefined;
}

/** The same, but all it does when it is run is to say what is missing: no server is started. */
function withoutChromium(config: PlaywrightTestConfig): PlaywrightTestConfig {
  return {
    ...config,
    webServer: undefined,
    globalSetup: fileURLToPath(new URL('../browser/stop-without-chromium.ts', import.meta.url)),
  };
}
