import { createHash } from 'node:crypto';
import { Cron } from 'croner';
import { expect, onTestFinished, test } from 'vitest';
import { TestDataGenerator } from './test-data-generator.ts';

/** Hash of 1,000 prompts and 1,000 schedules. It changes with the words of faker: then say so in the change log. */
const HASH_OF_SEED_1 = '973c618f1588d7ef463f7313fbbbb808347768b8719cc1ed1fce972641612bdb';

function hashOf(generator: TestDataGenerator): string {
  const hash = createHash('sha256');
  for (const prompt of generator.prompts(1_000)) hash.update(`${JSON.stringify(prompt)}\n`);
  for (let id = 1; id <= 1_000; id += 1) {
    hash.update(`${JSON.stringify(generator.schedule(id))}\n`);
  }
  return hash.digest('hex');
}

test('returns the same data for the same seed, on every platform and in every time zone', () => {
  const { TZ } = process.env;
  onTestFinished(() => {
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  });
  for (const zone of ['UTC', 'Asia/Kolkata', 'America/St_Johns']) {
    process.env['TZ'] = zone;
    expect(hashOf(new TestDataGenerator({ seed: 1 }))).toBe(HASH_OF_SEED_1);
  }
  expect(hashOf(new TestDataGenerator())).toBe(HASH_OF_SEED_1);
});

test('returns different data for neighbouring seeds', () => {
  const firsts = Array.from({ length: 200 }, (_, seed) => new TestDataGenerator({ seed }).prompt());
  const contents = new Set(firsts.map(({ title, content }) => title + content));
  expect(contents.size).toBeGreaterThan(195);
});

test('returns the same prompts whether or not schedules were drawn', () => {
  const [first, second] = [new TestDataGenerator({ seed: 7 }), new TestDataGenerator({ seed: 7 })];
  first.schedule(1);
  first.cron();
  expect([...first.prompts(3)]).toEqual([...second.prompts(3)]);
});

test('generates prompts that are never blank, with tags that are never repeated', () => {
  const prompts = [...new TestDataGenerator({ seed: 3 }).prompts(2_000)];
  for (const { title, content, tags } of prompts) {
    expect(title.trim()).not.toBe('');
    expect(content.trim().length).toBeGreaterThan(20);
    const list = tags?.split(',') ?? [];
    expect(new Set(list).size).toBe(list.length);
    expect(list).not.toContain('');
  }
  const untagged = prompts.filter(({ tags }) => tags === null).length;
  expect(untagged / prompts.length).toBeCloseTo(0.2, 1);
  expect(Math.max(...prompts.map(({ content }) => content.length))).toBeGreaterThan(2_000);
});

test('generates cron expressions of 6 fields that croner accepts', () => {
  const generator = new TestDataGenerator({ seed: 5 });
  const from = new Date('2030-01-01T00:00:00Z');
  for (const expression of Array.from({ length: 2_000 }, () => generator.cron())) {
    expect(expression.split(' ')).toHaveLength(6);
    const cron = new Cron(expression, { paused: true, timezone: 'UTC', mode: '6-part' });
    expect(cron.nextRun(from), expression).not.toBeNull();
  }
});

test('generates schedules with the id of their prompt and a time in 2030', () => {
  const generator = new TestDataGenerator({ seed: 9 });
  const schedules = Array.from({ length: 500 }, (_, index) => generator.schedule(index + 1));
  schedules.forEach(({ promptId, scheduleTime }, index) => {
    expect(promptId).toBe(index + 1);
    expect(scheduleTime).toMatch(/^2030-\d\d-\d\dT\d\d:\d\d:00\.000Z$/);
  });
  const once = schedules.filter(({ cronExpr }) => cronExpr === null).length;
  expect(once / schedules.length).toBeCloseTo(1 / 3, 1);
});

test.each([-1, 1.5, NaN, 2 ** 32])('refuses %d as a seed', (seed) => {
  expect(() => new TestDataGenerator({ seed })).toThrow(/^seed must be a whole number from 0/);
});

test.each([-1, 0.5, NaN])('refuses %d as a count, at once', (count) => {
  expect(() => new TestDataGenerator().prompts(count)).toThrow(/^count must be/);
});
