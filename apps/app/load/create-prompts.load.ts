import { defineLoad } from '@night-pilot/perf-kit';
import { startApp } from '../testing/start-app.ts';

const storedPrompts = 20;

const prompt = (index: number) => ({
  title: `Load prompt ${index}`,
  content: `Summarize the changes of day ${index}.`,
  tags: 'load',
});

export default defineLoad({
  name: 'running app',
  setup: () => startApp({ prompts: storedPrompts }),
  teardown: async (app) => {
    await app.stop();
  },
  pids: (app) => [app.pid],
  runs: [
    {
      name: '20 parallel creates',
      operations: 20,
      concurrency: 20,
      operation: (app, index) => app.invokeCommand('create_prompt', prompt(index)),
    },
    {
      name: '100 operations',
      operations: 100,
      concurrency: 25,
      // One operation in four writes, one lists a page, and two read a prompt.
      operation: async (app, index) => {
        if (index % 4 === 0) return app.invokeCommand('create_prompt', prompt(index));
        if (index % 4 === 1) return app.invokeCommand('list_prompts', { limit: 50 });
        const id = (index % storedPrompts) + 1;
        const found = await app.invokeCommand('get_prompt', { id });
        if (found?.id !== id) throw new Error(`Expected prompt ${id}, got ${found?.id ?? 'none'}.`);
        return found;
      },
    },
  ],
});
