import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { SITE_DATA_GLOBAL, siteDataScript } from './site-data-script.ts';
import { sampleSiteData } from './testing/sample-site-data.ts';

test('sets the global to the same data, whatever the names are', () => {
  const data = sampleSiteData({ series: 2 });
  const [series] = data.series;
  if (series === undefined) throw new Error('expected a series');
  series.name = `'"\`\\ </script> \u2028 \${1} \u{1f680}`;
  series.params = JSON.parse('{"__proto__": "kept"}') as Record<string, string>;

  const context: Record<string, unknown> = {};
  runInNewContext(siteDataScript(data), context);
  expect(JSON.stringify(context[SITE_DATA_GLOBAL])).toBe(JSON.stringify(data));
});
