import { DatabasePerformanceTester } from '@night-pilot/perf-tools/database';
import { expect, test } from 'vitest';
import { HighPerfDatabase } from './high-perf-database.ts';
import { SimpleDatabase } from './simple-database.ts';
import { tempDatabase } from './testing/temp-folder.ts';

test.each([
  ['SimpleDatabase', SimpleDatabase],
  ['HighPerfDatabase', HighPerfDatabase],
])(
  '%s completes all operations and keeps every acknowledged write when 20 run at once',
  async (_, Store) => {
    const store = await Store.open(await tempDatabase());
    try {
      const tester = new DatabasePerformanceTester(store, { operations: 40, concurrency: 20 });
      const { operations, verification } = await tester.run();
      for (const { operation, ...outcome } of operations) {
        expect(outcome, operation).toMatchObject({ state: 'measured', success: 1 });
      }
      expect(verification).toMatchObject({ state: 'verified', lost: [], altered: [] });
    } finally {
      await store.close();
    }
  },
);
