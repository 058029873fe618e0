import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { cronExpression } from './cron-expression.ts';
import { Draw } from './draw.ts';
import { content, title } from './prompt-text.ts';

/** A new prompt for a `PromptStore`. */
export interface TestPrompt {
  title: string;
  content: string;
  /** Comma-separated, or null. */
  tags: string | null;
}

/** A new schedule for a `PromptStore`. */
export interface TestSchedule {
  promptId: number;
  /** ISO 8601 in UTC, in the year 2030: the same seed always returns the same time. */
  scheduleTime: string;
  /** Cron expression of 6 fields; null for a schedule that runs once. */
  cronExpr: string | null;
}

export interface TestDataOptions {
  /** A whole number from 0 to 2³² - 1. @default 1 */
  seed?: number;
}

/** Ordered from frequent to rare. */
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
 * Generates realistic prompts, tags, schedules and cron expressions in English. The same seed returns the same data on
 * every platform, at any time, in any time zone and locale. Drawing schedules does not change the prompts, and vice
 * versa. Another version of faker may have other words.
 *
 * @example
 * const generator = new TestDataGenerator({ seed: 42 });
 * for (const prompt of generator.prompts(1_000_000)) await store.createPrompt(prompt);
 */
export class TestDataGenerator {
  readonly #prompts: Draw;
  readonly #tags: Draw;
  readonly #schedules: Draw;

  /** @throws {PerfKitError} `BAD_ARGUMENT` when the seed is out of range. */
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
   * Generates the next prompts lazily; keeps none of them.
   *
   * @throws {PerfKitError} `BAD_ARGUMENT` when the count is not a whole number from 0.
   */
  prompts(count: number): Generator<TestPrompt, void, void> {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new PerfKitError('BAD_ARGUMENT', `count must be a whole number from 0, got ${count}.`);
    }
    return this.#next(count);
  }

  /** Draws up to four different tags, some far more often than others. */
  tags(): string[] {
    const count = this.#tags.chance(0.2) ? 0 : this.#tags.between(1, 4);
    const drawn = Array.from({ length: count }, () => this.#tags.ofPopular(TAGS));
    return [...new Set(drawn)];
  }

  /** Draws a schedule; two of three are recurring. */
  schedule(promptId: number): TestSchedule {
    const minute = this.#schedules.between(0, MINUTES_OF_YEAR - 1);
    return {
      promptId,
      scheduleTime: new Date(YEAR_2030 + minute * 60_000).toISOString(),
      cronExpr: this.#schedules.chance(2 / 3) ? this.cron() : null,
    };
  }

  /** Draws a recurring expression of 6 fields (second, minute, hour, day, month, weekday). */
  cron(): string {
    return cronExpression(this.#schedules);
  }

  *#next(count: number): Generator<TestPrompt, void, void> {
    for (let index = 0; index < count; index += 1) yield this.prompt();
  }
}
