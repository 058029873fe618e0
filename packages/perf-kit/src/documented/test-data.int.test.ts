import { expect, test } from 'vitest';
import { runDocumentedExample } from '../testing/documented-example.ts';

test('prints the same data in each run of the example of TestDataGenerator', async () => {
  const { stdout } = await runDocumentedExample('TestDataGenerator');
  expect(stdout.match(/title: '/g)).toHaveLength(3);
  expect(stdout).toContain("scheduleTime: '2030-");
  expect(await runDocumentedExample('TestDataGenerator')).toMatchObject({ stdout });
});
