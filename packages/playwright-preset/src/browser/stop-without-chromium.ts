import { findChromium } from './find-chromium.mjs';

/**
 * Global set-up of Playwright: ends the run with exit code 2 when there is no Chromium. Throwing an error
 * would print a stack and end with 1, which means a failed test.
 */
export default function stopWithoutChromium(): void {
  const search = findChromium();
  if (search.state === 'found') return;
  process.stderr.write(`${search.message}\n`);
  process.exit(2);
}
