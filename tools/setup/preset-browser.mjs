// Before anything is installed, no package can be imported by its name.
/* eslint-disable @nx/enforce-module-boundaries */
export { findOnPath } from '../../packages/playwright-preset/src/browser/executables.mjs';
export { findChromium } from '../../packages/playwright-preset/src/browser/find-chromium.mjs';
