import { findChromium } from './find-chromium.mjs';

/**
 * A global set-up of Playwright that ends the run with exit code 2: it could not measure or test.
 * An error would print a stack and end with 1, which means a failed test.
 */
export default function stopWithoutChromium(): void {
  const search = findChromium();
  if (search.state === 'found') return;
  process.stderr.write(`${search.message}\n`);
  process.exit(2);
}
