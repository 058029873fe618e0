/**
 * Where a Chromium is, or one sentence that says why there is none and what to type.
 * `not-executable`: `NIGHT_PILOT_CHROMIUM` is set to something that cannot be executed.
 */
export type ChromiumSearch =
  | { state: 'found'; path: string; source: 'NIGHT_PILOT_CHROMIUM' | 'playwright' | 'system' }
  | { state: 'not-executable' | 'missing'; message: string };

/** Where to look. */
export interface FindChromiumOptions {
  /** @default process.env */
  env?: NodeJS.ProcessEnv;
  /** @default process.platform */
  platform?: NodeJS.Platform;
  /** Home folder of the user. @default os.homedir() */
  home?: string;
  /** What places with a fixed path lie under. @default '' */
  root?: string;
}

/**
 * Finds a Chromium: the one that `NIGHT_PILOT_CHROMIUM` names, else the newest that Playwright
 * downloaded, else one on the system. Looks at files only, nothing is started.
 */
export function findChromium(options?: FindChromiumOptions): ChromiumSearch;
