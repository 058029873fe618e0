import { defineConfig } from 'vite';
import { z } from 'zod';
import { siteDataSchema } from './src/site-data.ts';

/**
 * `public/index.html` is what ships. It opens by double click, and a browser refuses modules on
 * file:// addresses: hence one classic script (IIFE) and one style sheet beside it.
 */
export default defineConfig({
  base: './',
  define: { __SITE_DATA_SCHEMA__: JSON.stringify(z.toJSONSchema(siteDataSchema)) },
  build: {
    cssCodeSplit: false,
    rolldownOptions: {
      input: `${import.meta.dirname}/src/app/main.tsx`,
      output: { format: 'iife', entryFileNames: 'app.js', assetFileNames: 'app[extname]' },
    },
  },
});
