/**
 * Path of a Chromium, or one sentence on why there is none and what to type.
 * `not-executable`: `NIGHT_PILOT_CHROMIUM` does not name an executable file.
 */
export type ChromiumSearch =
  | { state: 'found'; path: string; source: 'NIGHT_PILOT_CHROMIUM' | 'playwright' | 'system' }
  | { state: 'not-executable' | 'missing'; message: string };

/** Places to search. */
export interface FindChromiumOptions {
  /** @default process.env */
  env?: NodeJS.ProcessEnv;
  /** @default process.platform */
  platform?: NodeJS.Platform;
  /** Home folder of the user. @default os.homedir() */
  home?: string;
  /** Folder that stands for the root of the file system. @default '' */
  root?: string;
}

/**
 * Finds a Chromium: the one that `NIGHT_PILOT_CHROMIUM` names, else the newest that Playwright
 * downloaded, else one on the system. Only looks at files and starts nothing.
 */
export function findChromium(options?: FindChromiumOptions): ChromiumSearch;
