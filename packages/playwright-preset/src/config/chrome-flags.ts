import { PresetError } from '../errors.ts';

/**
 * A flag of Chromium and what the preset does with it:
 * - `default`: Playwright passes it already, so the preset does not.
 * - `safe`: the preset passes it; it changes nothing that a test or a measurement looks at.
 * - `refused`: a configuration that asks for it is an error.
 */
export interface ChromeFlag {
  flag: string;
  class: 'default' | 'safe' | 'refused';
  reason: string;
}

/** Every flag that the preset knows. Other flags are passed on unchanged. */
export const CHROME_FLAGS: readonly ChromeFlag[] = [
  {
    flag: '--disable-background-timer-throttling',
    class: 'default',
    reason: 'timers of pages in the background keep their pace',
  },
  {
    flag: '--disable-backgrounding-occluded-windows',
    class: 'default',
    reason: 'a covered window renders like a visible one',
  },
  {
    flag: '--disable-ipc-flooding-protection',
    class: 'default',
    reason: 'many navigations or history entries in a row are not slowed down',
  },
  {
    flag: '--disable-renderer-backgrounding',
    class: 'default',
    reason: 'pages in the background keep their priority',
  },
  {
    flag: '--no-sandbox',
    class: 'default',
    reason:
      'passed unless launchOptions.chromiumSandbox is true; containers often forbid the sandbox',
  },
  {
    flag: '--disable-features=Translate',
    class: 'safe',
    reason: 'no offer to translate a page; its old name TranslateUI is unknown to Chromium today',
  },
  {
    flag: '--disable-web-security',
    class: 'refused',
    reason: 'pages would run under rules that no user has: CORS errors go unseen',
  },
  {
    flag: '--memory-pressure-off',
    class: 'refused',
    reason: 'Chromium no longer knows it, so it has no effect',
  },
];

/**
 * Features that Playwright 1.65 passes as `--disable-features` and `--enable-features`. Chromium obeys
 * only the last flag of each name, so our flag has to repeat them. A test compares these lists with
 * those of the installed Playwright.
 */
export const PLAYWRIGHT_FEATURES = {
  '--disable-features': [
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'DestroyProfileOnBrowserClose',
    'HttpsUpgrades',
    'HttpsFirstBalancedModeAutoEnable',
    'LensOverlay',
    'MediaRouter',
    'PaintHolding',
    'ThirdPartyStoragePartitioning',
    'AvoidCorsURLLoaderRestartOnRedirect',
    'TcpPortRandomizationWin',
    'OptimizationHints',
    'NetworkTimeServiceQuerying',
    'AimEnabled',
    'PreconnectToSearch',
    'msForceBrowserSignIn',
    'msEdgeUpdateLaunchServicesPreferredVersion',
  ],
  '--enable-features': ['CDPScreenshotNewSurface', 'SkipListAccountsWithoutGaiaCookies'],
} as const;

type FeatureSwitch = keyof typeof PLAYWRIGHT_FEATURES;

/**
 * Returns the flags to start Chromium with: the safe ones and those of the configuration, each once.
 * Leaves out what Playwright passes anyway, and keeps Playwright's lists of features.
 *
 * @param requested Flags of the configuration, as in `launchOptions.args`.
 * @throws {PresetError} with code `FLAG_REFUSED`.
 */
export function chromeArgs(requested: readonly string[] = []): string[] {
  const wanted = [...flagsOf('safe'), ...requested];
  const refused = CHROME_FLAGS.find(
    (known) => known.class === 'refused' && wanted.some((flag) => nameOf(flag) === known.flag),
  );
  if (refused) {
    throw new PresetError(
      'FLAG_REFUSED',
      `${refused.flag} is refused: ${refused.reason}. Remove it from launchOptions.args.`,
    );
  }
  const defaults = new Set(flagsOf('default'));
  const plain = wanted.filter((flag) => !isFeatureSwitch(nameOf(flag)) && !defaults.has(flag));
  const switches = Object.keys(PLAYWRIGHT_FEATURES) as FeatureSwitch[];
  return [...new Set([...plain, ...switches.flatMap((name) => mergedFeatures(name, wanted))])];
}

function mergedFeatures(name: FeatureSwitch, wanted: readonly string[]): string[] {
  const asked = wanted
    .filter((flag) => nameOf(flag) === name)
    .flatMap((flag) => flag.slice(name.length + 1).split(','))
    .filter(Boolean);
  if (asked.length === 0) return [];
  return [`${name}=${[...new Set([...PLAYWRIGHT_FEATURES[name], ...asked])].join(',')}`];
}

function flagsOf(wanted: ChromeFlag['class']): string[] {
  return CHROME_FLAGS.filter((known) => known.class === wanted).map(({ flag }) => flag);
}

function isFeatureSwitch(name: string): name is FeatureSwitch {
  return name in PLAYWRIGHT_FEATURES;
}

function nameOf(flag: string): string {
  return flag.split('=', 1)[0] ?? flag;
}
