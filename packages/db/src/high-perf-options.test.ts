import { expect, test } from 'vitest';
import { highPerfOptions } from './high-perf-options.ts';

const MB = 1024 * 1024;

test('takes sizes and connections from performanceMode', () => {
  expect(highPerfOptions({ performanceMode: true, maxConnections: 20 }, {})).toMatchObject({
    cacheBytes: 64 * MB,
    mmapBytes: 256 * MB,
    maxConnections: 20,
  });
  const modest = highPerfOptions({ performanceMode: false }, {});
  expect(modest).toMatchObject({ cacheBytes: 32 * MB, mmapBytes: 128 * MB });
  expect(modest.maxConnections).toBeLessThanOrEqual(10);
});

test('takes options from the environment unless code gives them', () => {
  const environment = {
    NIGHT_PILOT_DB_PERFORMANCE_MODE: 'false',
    NIGHT_PILOT_DB_CACHE_BYTES: String(8 * MB),
    NIGHT_PILOT_DB_DIRECT_COMMIT_MS: '1.5',
    NIGHT_PILOT_DB_MAX_BATCH_MS: '',
  };
  expect(highPerfOptions({ cacheBytes: 4 * MB }, environment)).toMatchObject({
    performanceMode: false,
    cacheBytes: 4 * MB,
    directCommitMs: 1.5,
    maxBatchMs: 50,
  });
});

test.each([
  ['NIGHT_PILOT_DB_MAX_CONNECTIONS', '2', 'an integer from 3 to 20, got 2'],
  ['NIGHT_PILOT_DB_LIST_CACHE', 'yes', "a number, true or false, got 'yes'"],
  ['NIGHT_PILOT_DB_LIST_CACHE', '1', 'true or false, got 1'],
])('names the variable when it refuses %s=%s', (variable, value, expected) => {
  expect(() => highPerfOptions({}, { [variable]: value })).toThrow(
    `${variable}: expected ${expected}`,
  );
});
