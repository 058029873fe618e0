import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { cronExpression } from './cron-expression.ts';
import { Draw } from './draw.ts';
import { content, title } from './prompt-text.ts';

/** What a `PromptStore` takes as a new prompt. */
export interface TestPrompt {
  title: string;
  content: string;
  /** Comma-separated, or null. */
  tags: string | null;
}

/** What a `PromptStore` takes as a new schedule. */
export interface TestSchedule {
  promptId: number;
  /** ISO 8601 in UTC: within the year 2030, so that the same seed gives the same time at any time. */
  scheduleTime: string;
  /** Of 6 fields; null when it runs once. */
  cronExpr: string | null;
}

export interface TestDataOptions {
  /** A whole number from 0 to 2³² - 1. @default 1 */
  seed?: number;
}

/** From the frequent to the rare. */
const TAGS = [
  'work',
  'daily',
  'review',
  'code',
  'bug',
  'docs',
  'tests',
  'research',
  'urgent',
  'report',
  'home',
  'writing',
  'sql',
  'refactoring',
  'performance',
  'security',
  'customer',
  'planning',
  'release',
  'design',
  'data',
  'finance',
  'travel',
  'health',
  'learning',
  'idea',
  'someday',
];

const YEAR_2030 = Date.UTC(2030, 0, 1);
const MINUTES_OF_YEAR = 365 * 24 * 60;

/**
 * Prompts, tags, schedules and cron expressions as people have them, in English. The same seed gives the same data on every
 * platform, whatever the time, the time zone and the locale. How many schedules are drawn does not change the prompts, and the
 * other way round. Another version of faker may have other words.
 *
 * @example
 * const generator = new TestDataGenerator({ seed: 42 });
 * for (const prompt of generator.prompts(1_000_000)) await store.createPrompt(prompt);
 */
export class TestDataGenerator {
  readonly #prompts: Draw;
  readonly #tags: Draw;
  readonly #schedules: Draw;

  /** @throws {PerfKitError} `BAD_ARGUMENT` when the seed is out of its range. */
  constructor({ seed = 1 }: TestDataOptions = {}) {
    if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
      throw new PerfKitError(
        'BAD_ARGUMENT',
        `seed must be a whole number from 0 to 4294967295, got ${seed}.`,
      );
    }
    this.#prompts = new Draw(seed, 1);
    this.#tags = new Draw(seed, 2);
    this.#schedules = new Draw(seed, 3);
  }

  prompt(): TestPrompt {
    const tags = this.tags();
    return {
      title: title(this.#prompts),
      content: content(this.#prompts),
      tags: tags.length === 0 ? null : tags.join(','),
    };
  }

  /**
   * The next prompts, one at a time: nothing is kept.
   *
   * @throws {PerfKitError} `BAD_ARGUMENT` when the count is not a whole number from 0.
   */
  prompts(count: number): Generator<TestPrompt, void, void> {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new PerfKitError('BAD_ARGUMENT', `count must be a whole number from 0, got ${count}.`);
    }
    return this.#next(count);
  }

  /** None to four different ones, some far more often than others. */
  tags(): string[] {
    const count = this.#tags.chance(0.2) ? 0 : this.#tags.between(1, 4);
    const drawn = Array.from({ length: count }, () => this.#tags.ofPopular(TAGS));
    return [...new Set(drawn)];
  }

  /** Two of three run again and again. */
  schedule(promptId: number): TestSchedule {
    const minute = this.#schedules.between(0, MINUTES_OF_YEAR - 1);
    return {
      promptId,
      scheduleTime: new Date(YEAR_2030 + minute * 60_000).toISOString(),
      cronExpr: this.#schedules.chance(2 / 3) ? this.cron() : null,
    };
  }

  /** An expression of 6 fields (second, minute, hour, day, month, weekday) that comes due again and again. */
  cron(): string {
    return cronExpression(this.#schedules);
  }

  *#next(count: number): Generator<TestPrompt, void, void> {
    for (let index = 0; index < count; index += 1) yield this.prompt();
  }
}
