import { defineLoad } from '@night-pilot/perf-kit';
import { makePrompt } from '../bench/prompts.ts';
import { openStores, type Stores } from '../bench/stores.ts';

/** A prompt's whole life; fails where the store forgets or mixes up anything of it. */
async function liveOnePrompt({ high: store }: Stores): Promise<void> {
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
  setup: openStores,
  teardown: (stores) => stores[Symbol.asyncDispose]() as Promise<void>,
  runs: [
    { name: '100 operations at once', operations: 100, concurrency: 100, operation: liveOnePrompt },
  ],
});
