import { randomIntegers, rounds, TIME_LIMIT_MS } from '@night-pilot/perf-report/testing';
import {
  formatRange,
  formatValue,
  markdownText,
  printable,
  printableJson,
  renderTable,
} from '@night-pilot/perf-report/text';
import { thrownText } from '@night-pilot/perf-report/thrown-text';
import { expect, test } from 'vitest';
import { decoded, hostileText, MENTIONS, STEERING } from './hostile-texts.ts';

const SEED = 17;
const TRIALS = rounds({ short: 2_000, long: 200_000 });

test(
  'hostile texts steer no terminal, mention nobody and keep their meaning in JSON',
  () => {
    const random = randomIntegers(SEED);
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const text = hostileText(random);
      expect(printable(text)).not.toMatch(STEERING);
      expect(formatValue(random(10_000), text)).not.toMatch(STEERING);
      expect(formatRange(1, 1_200, text)).not.toMatch(STEERING);
      expect(renderTable([{ title: 'a' }], [[text]]).split('\n')).toHaveLength(3);
      const markdown = markdownText(text);
      expect(markdown).not.toMatch(/[\n<>|`[\]*]/);
      expect(decoded(markdown), JSON.stringify(text)).not.toMatch(MENTIONS);
      const json = printableJson({ [text]: text }, 2);
      expect(json).not.toMatch(STEERING);
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ [text]: text })));
    }
  },
  TIME_LIMIT_MS,
);

test(
  'whatever is thrown is described',
  () => {
    const random = randomIntegers(SEED + 1);
    const thrown = (depth: number): unknown => {
      const inner = () => thrown(depth - 1);
      const values: (() => unknown)[] = [
        () => hostileText(random),
        () => random(9),
        () => null,
        () => ({ message: inner(), cause: inner() }),
        () => ({ errors: [inner(), inner()], value: inner() }),
        () => new Error(hostileText(random), { cause: depth > 0 ? inner() : undefined }),
        () => new AggregateError([inner(), inner()], hostileText(random)),
        () => Object.create(null) as object,
      ];
      return values[random(depth > 0 ? values.length : 3)]?.();
    };
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const text = thrownText(thrown(4));
      expect(text).not.toBe('');
      expect(text).not.toContain('[object Object]');
    }
  },
  TIME_LIMIT_MS,
);
