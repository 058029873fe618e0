import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    target: 'es2024',
    // The content security policy allows only files of this server: no data: URLs, no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
