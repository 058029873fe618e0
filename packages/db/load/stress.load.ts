import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { defineLoad } from '@night-pilot/perf-kit';
import { makePrompt } from '../bench/prompts.ts';
import { HighPerfDatabase, type PromptStore } from '../src/index.ts';
import { temporaryFolder } from '../src/leftovers/index.ts';

interface Context {
  readonly folder: string;
  readonly store: PromptStore;
}

/** Creates, reads and deletes a prompt with a schedule. Fails if the store loses or mixes up anything. */
async function liveOnePrompt({ store }: Context): Promise<void> {
  const prompt = makePrompt();
  const id = await store.createPrompt(prompt);
  const scheduleId = await store.createSchedule({
    promptId: id,
    scheduleTime: '2030-01-01T02:00:00Z',
  });
  const stored = await store.getPrompt(id);
  const schedule = await store.getSchedule(scheduleId);
  if (stored?.title !== prompt.title || schedule?.promptId !== id) {
    throw new Error(`Expected prompt ${id} and its schedule ${scheduleId} as they were written.`);
  }
  if (!(await store.deletePrompt(id)) || (await store.getSchedule(scheduleId)) !== null) {
    throw new Error(`Expected prompt ${id} to be deleted with its schedule.`);
  }
}

export default defineLoad({
  name: 'HighPerfDatabase under stress',
  async setup(): Promise<Context> {
    const folder = temporaryFolder('night-pilot-db-load-');
    return { folder, store: await HighPerfDatabase.open(join(folder, 'stress.db')) };
  },
  async teardown({ folder, store }) {
    await store.close();
    await rm(folder, { recursive: true });
  },
  runs: [20, 100, 1_000].map((callers) => ({
    name: `${callers} operations at once`,
    operations: callers,
    concurrency: callers,
    operation: liveOnePrompt,
  })),
});
