import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProject, findWorkspaceRoot, isQuickRun } from '@night-pilot/perf-kit/report';
import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import { kindSettings, type PresetKind } from './kinds.ts';
import { usableCpus, workersFor } from './usable-cpus.ts';
import { browserLaunchOptions, namedBrowser } from './use-browser.ts';

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
 * A configuration or a project of it that names its browser (`channel`, `connectOptions`,
 * `launchOptions.executablePath`) gets that one, any other the Chromium that `findChromium` finds.
 * When there is none, the run ends with one sentence and exit code 2 before anything is started.
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
    // The launchOptions of a project replace those of the configuration as a whole, and an executable
    // that was found for the configuration would win over the channel of a project.
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

/** The same, but all it does when it is run is to say what is missing: no server is started. */
function withoutChromium(config: PlaywrightTestConfig): PlaywrightTestConfig {
  return {
    ...config,
    webServer: undefined,
    globalSetup: fileURLToPath(new URL('../browser/stop-without-chromium.ts', import.meta.url)),
  };
}
