import type { SiteData } from './site-data.ts';

/** The global variable that `data.js` sets and the pages read. */
export const SITE_DATA_GLOBAL = '__SITE_DATA__';

/**
 * Returns the text of `data.js`, a classic script beside the pages. They open from file://
 * addresses, where a page may not fetch, so the data comes as a script.
 *
 * @param data Data that `siteDataSchema` accepts; the pages check it again.
 */
export function siteDataScript(data: SiteData): string {
  // Parsed as JSON, not as JavaScript: faster, and a key named __proto__ stays a key.
  return `globalThis.${SITE_DATA_GLOBAL} = JSON.parse(${JSON.stringify(JSON.stringify(data))});\n`;
}
