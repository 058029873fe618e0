import { expect, test } from 'vitest';
import { runDocumentedExample } from '../testing/documented-example.ts';

test('the example of TestDataGenerator', async () => {
  const { stdout } = await runDocumentedExample('TestDataGenerator');
  expect(stdout.match(/title: '/g)).toHaveLength(3);
  expect(stdout).toContain("scheduleTime: '2030-");
  expect(await runDocumentedExample('TestDataGenerator')).toMatchObject({ stdout });
});
