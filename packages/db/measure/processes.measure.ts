import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { defineMeasurement } from '@night-pilot/perf-kit';
import { HighPerfDatabase } from '../src/index.ts';
import { withTempFile } from './temp-store.ts';

const PROCESSES = 4;
const ROUNDS = 50;
const CALLERS = 20;

const packageUrl = new URL('../src/index.ts', import.meta.url).href;

export default defineMeasurement({
  name: 'four processes writing one file',
  repetitions: 3,
  metrics: { success: { kind: 'ratio', unit: '1', better: 'higher' } },
  run: ({ signal }) =>
    withTempFile(async (path) => {
      const writer = `
        const { HighPerfDatabase } = await import(${JSON.stringify(packageUrl)});
        const store = await HighPerfDatabase.open(${JSON.stringify(path)});
        let succeeded = 0;
        for (let round = 0; round < ${ROUNDS}; round++) {
          const writes = await Promise.allSettled(
            Array.from({ length: ${CALLERS} }, () => store.createPrompt({ title: 't', content: 'c' })));
          succeeded += writes.filter(({ status }) => status === 'fulfilled').length;
        }
        await store.close();
        process.stdout.write(String(succeeded));`;
      const counts = await Promise.all(
        Array.from({ length: PROCESSES }, async () => {
          const { stdout } = await promisify(execFile)(
            process.execPath,
            ['--input-type=module', '--eval', writer],
            { signal },
          );
          return Number(stdout);
        }),
      );
      const store = await HighPerfDatabase.open(path);
      const stored = (await store.listPrompts()).length;
      await store.close();
      const succeeded = counts.reduce((sum, count) => sum + count, 0);
      if (stored !== succeeded) {
        throw new Error(
          `Expected ${succeeded} stored prompts, one for each successful write, got ${stored}.`,
        );
      }
      return { success: succeeded / (PROCESSES * ROUNDS * CALLERS) };
    }),
});
