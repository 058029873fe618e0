import { randomIntegers, rounds, TIME_LIMIT_MS } from '@night-pilot/perf-report/testing';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { convert, writableFormats } from '@night-pilot/perf-convert';
import { decodeUtf8, parseReport, ReportError } from '@night-pilot/perf-report';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { expect, test } from 'vitest';
import { decoded, MENTIONS, STEERING } from './hostile-texts.ts';
import { damaged, mutated } from './mutate.ts';

const SEED = 16;
const FIXTURES = fileURLToPath(
  new URL('fixtures/', import.meta.resolve('@night-pilot/perf-convert')),
);
const files = readdirSync(FIXTURES).filter((name) => name.endsWith('.json'));
const context = { project: 'shop', writtenAt: new Date(0) };

/** Format of the files that look like two. */
const fromOf = (name: string) => (name.startsWith('custom') ? 'customSmallerIsBetter' : undefined);

/** Converts a text. Returns null when it was refused, which must be said in one harmless sentence. */
function converted(text: string, options: { source: string; from?: string; to: string }) {
  try {
    return convert(text, { ...context, ...options });
  } catch (error) {
    const trial = `${options.source} to ${options.to}: ${text}`;
    expect(error instanceof PerfKitError || error instanceof ReportError, trial).toBe(true);
    const { message } = error as Error;
    expect(message, trial).not.toMatch(/TypeError|undefined is not|Cannot read|\n\s+at /);
    return null;
  }
}

test(
  'reads changed files of other tools, or refuses them in one sentence',
  () => {
    const random = randomIntegers(SEED);
    let read = 0;
    for (let trial = rounds({ short: 600, long: 40_000 }); trial > 0; trial -= 1) {
      const source = files[random(files.length)] ?? '';
      const text = mutated(readFileSync(join(FIXTURES, source), 'utf8'), random);
      const from = random(10) === 0 ? undefined : fromOf(source);
      const { name: to } = writableFormats[random(writableFormats.length)] ?? { name: 'csv' };
      const result = converted(text, { source, from, to });
      if (result === null) continue;
      read += 1;
      expect(result.text, `${source} to ${to}: ${text}`).not.toMatch(STEERING);
      if (to === 'perf-report') parseReport(JSON.parse(result.text));
      if (to === 'markdown') expect(decoded(result.text), text).not.toMatch(MENTIONS);
      if (to === 'csv') {
        const csv = (from: string) => convert(from, { ...context, source: 'csv', from: 'csv', to });
        // Reading numbers what was there twice; from then on nothing changes.
        const again = csv(result.text).text;
        expect(again.split('\n'), text).toHaveLength(result.text.split('\n').length);
        expect(csv(again).text, text).toBe(again);
      }
    }
    expect(read).toBeGreaterThan(100);
  },
  TIME_LIMIT_MS,
);

test(
  'never reads damaged bytes as other text',
  () => {
    const random = randomIntegers(SEED + 1);
    for (let trial = rounds({ short: 300, long: 10_000 }); trial > 0; trial -= 1) {
      const source = files[random(files.length)] ?? '';
      const bytes = damaged(readFileSync(join(FIXTURES, source)), random);
      const text = decodeUtf8(bytes);
      if (text === null) continue;
      expect(Buffer.from(text).equals(bytes) || bytes[0] === 0xef).toBe(true);
      converted(text, { source, from: fromOf(source), to: 'perf-report' });
    }
  },
  TIME_LIMIT_MS,
);
