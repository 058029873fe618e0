export { chromiumPath } from './chromium.ts';
