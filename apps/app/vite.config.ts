import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    target: 'es2024',
    // The content security policy allows files of this server only: no data: URL, no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
