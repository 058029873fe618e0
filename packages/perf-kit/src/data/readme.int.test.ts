import { expect, test } from 'vitest';
import { runReadmeExample } from '../testing/readme-example.ts';

test('the example of TestDataGenerator', async () => {
  const { stdout } = await runReadmeExample('TestDataGenerator');
  expect(stdout.match(/title: '/g)).toHaveLength(3);
  expect(stdout).toContain("scheduleTime: '2030-");
  expect(await runReadmeExample('TestDataGenerator')).toMatchObject({ stdout });
});
