import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProject, findWorkspaceRoot, isQuickRun } from '@night-pilot/perf-report/workspace';
import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import { kindSettings, type PresetKind } from './kinds.ts';
import { usableCpus, workersFor } from './usable-cpus.ts';
import { browserLaunchOptions, namedBrowser } from './use-browser.ts';

export type { PresetKind };

/** Settings of Playwright, which override those of the preset, and two settings of the preset itself. */
export interface PresetOptions extends PlaywrightTestConfig {
  /** Folder of the configuration, `import.meta.dirname`. Its package.json names the project. */
  projectRoot: string;
  /** @default 'integration' */
  kind?: PresetKind;
}

/**
 * Returns a Playwright configuration with time-outs, retries, workers and Chromium flags. Its results
 * go where the workspace expects them: to `reports/tests/<project>-e2e.json`, or into the PerfReport
 * of a performance run.
 *
 * A configuration, or one of its projects, may name its browser (`channel`, `connectOptions`,
 * `launchOptions.executablePath`). Otherwise it gets the Chromium that `findChromium` finds. When there
 * is none, the run ends with one sentence and exit code 2 before anything is started.
 *
 * @throws {PresetError} with code `FLAG_REFUSED`.
 * @throws {ReportError} with code `PROJECT_NOT_FOUND` when no package.json names the project.
 * @example
 * export default definePreset({ projectRoot: import.meta.dirname, kind: 'performance' });
 */
export function definePreset(options: PresetOptions): PlaywrightTestConfig {
  const { projectRoot, kind = 'integration', ...config } = options;
  const merged = defineConfig(presetConfig(projectRoot, kind), withBrowser(config));
  const everyProjectHasBrowser = (merged.projects ?? [{}]).every(
    ({ use }) => namedBrowser({ ...merged.use, ...use }) !== undefined,
  );
  return everyProjectHasBrowser ? merged : withoutChromium(merged);
}

function withBrowser(config: PlaywrightTestConfig): PlaywrightTestConfig {
  const { use, projects } = config;
  return {
    ...config,
    use: { ...use, launchOptions: browserLaunchOptions(use) },
    // The launchOptions of a project replace those of the configuration completely, and an executable
    // that was found for the configuration would override the channel of a project.
    ...(projects && {
      projects: projects.map((project) => ({
        ...project,
        use: { ...project.use, launchOptions: browserLaunchOptions({ ...use, ...project.use }) },
      })),
    }),
  };
}

function presetConfig(projectRoot: string, kind: PresetKind): PlaywrightTestConfig {
  const { name: project } = findProject(projectRoot);
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

/** Returns a configuration that only reports the missing Chromium when it runs, and starts no server. */
function withoutChromium(config: PlaywrightTestConfig): PlaywrightTestConfig {
  return {
    ...config,
    webServer: undefined,
    globalSetup: fileURLToPath(new URL('../browser/stop-without-chromium.ts', import.meta.url)),
  };
}
