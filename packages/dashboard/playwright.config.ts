import { definePreset } from '@night-pilot/playwright-preset';

export default definePreset({
  projectRoot: import.meta.dirname,
  kind: 'page',
  use: { timezoneId: 'UTC' },
});
