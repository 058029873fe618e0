import { expect, test } from 'vitest';
import { CHROME_FLAGS, chromeArgs, PLAYWRIGHT_FEATURES } from './chrome-flags.ts';

const disabled = PLAYWRIGHT_FEATURES['--disable-features'].join(',');
const enabled = PLAYWRIGHT_FEATURES['--enable-features'].join(',');

test("adds its features to Playwright's list, in one flag", () => {
  expect(chromeArgs()).toEqual([`--disable-features=${disabled},Translate`]);
});

test('merges the features of a configuration into the lists, each once', () => {
  expect(
    chromeArgs([
      '--disable-features=Translate,PaintHolding,Autofill',
      '--enable-features=Vulkan',
      '--disable-features=Prerender2',
    ]),
  ).toEqual([
    `--disable-features=${disabled},Translate,Autofill,Prerender2`,
    `--enable-features=${enabled},Vulkan`,
  ]);
});

test('passes on other flags once, and leaves out what Playwright passes anyway', () => {
  const args = chromeArgs([
    '--force-device-scale-factor=2',
    '--disable-renderer-backgrounding',
    '--no-sandbox',
    '--force-device-scale-factor=2',
  ]);
  expect(args.slice(0, -1)).toEqual(['--force-device-scale-factor=2']);
});

test.for(['--disable-web-security', '--memory-pressure-off', '--disable-web-security=true'])(
  'refuses %s and says why',
  (flag) => {
    const known = CHROME_FLAGS.find((entry) => flag.startsWith(entry.flag));
    expect(() => chromeArgs([flag])).toThrow(
      expect.objectContaining({
        name: 'PresetError',
        code: 'FLAG_REFUSED',
        message: `${known?.flag} is refused: ${known?.reason}. Remove it from launchOptions.args.`,
      }),
    );
  },
);
