import { defineConfig } from 'vite';
import { z } from 'zod';
import { siteDataSchema } from './src/site-data.ts';

/**
 * Builds one classic script (IIFE) and one style sheet beside `public/index.html`. The page opens by
 * double click, and browsers refuse modules on file:// addresses.
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
