export { findChromium, type ChromiumSearch } from './browser/find-chromium.mjs';
export { CHROME_FLAGS, type ChromeFlag } from './config/chrome-flags.ts';
export { definePreset, type PresetKind, type PresetOptions } from './config/define-preset.ts';
export { usableCpus } from './config/usable-cpus.ts';
export { PresetError, type PresetErrorCode } from './errors.ts';
export { perfTest } from './fixtures/perf-test.ts';
export type { MeasureOptions, Perf } from './fixtures/perf.ts';
