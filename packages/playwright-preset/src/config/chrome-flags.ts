import { PresetError } from '../errors.ts';

/**
 * What the preset does about a flag of Chromium:
 * - `default`: Playwright passes it already, so the preset does not.
 * - `safe`: passed, it changes nothing that a test or a measurement looks at.
 * - `refused`: an error when a configuration asks for it.
 */
export interface ChromeFlag {
  flag: string;
  class: 'default' | 'safe' | 'refused';
  reason: string;
}

/** Every flag that the preset has an opinion on. Others are passed as they are. */
export const CHROME_FLAGS: readonly ChromeFlag[] = [
  {
    flag: '--disable-background-timer-throttling',
    class: 'default',
    reason: 'timers of pages in the background keep their pace',
  },
  {
    flag: '--disable-backgrounding-occluded-windows',
    class: 'default',
    reason: 'a covered window renders as a visible one does',
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
    reason:
      'no offer to translate a page; TranslateUI is its name of old, unknown to Chromium today',
  },
  {
    flag: '--disable-web-security',
    class: 'refused',
    reason: 'pages would run under rules that no user has: CORS errors go unseen',
  },
  {
    flag: '--memory-pressure-off',
    class: 'refused',
    reason: 'Chromium no longer knows it, so it would only look as if it did something',
  },
];

/**
 * What Playwright 1.65 passes as `--disable-features` and `--enable-features`. Chromium obeys only
 * the last flag of each name, so a flag of ours has to repeat them. A test compares these lists
 * with what the installed Playwright passes.
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
 * The flags to start Chromium with: the safe ones and what a configuration asks for, each once,
 * without those that Playwright passes anyway, and with Playwright's own lists of features kept.
 *
 * @param requested As in `launchOptions.args`.
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
