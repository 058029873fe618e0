import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleFork, sampleMetric, sampleReport } from '../testing/sample-report.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { readReport, writeReport } from './file.ts';

test('reads a written report unchanged', async () => {
  const path = join(await temporaryFolder(), 'deep', 'report.json');
  const report = sampleReport({
    metrics: [
      sampleMetric({ budget: { min: 20, met: true } }),
      {
        ...failedIdentity(),
        state: 'failed',
        error: { code: null, message: 'boom' },
      },
      { ...failedIdentity(), state: 'unavailable', reason: 'Valgrind is not installed' },
    ],
  });
  await writeReport(path, report);
  expect(await readReport(path)).toEqual(report);
});

test.each([
  ['no JSON', '{"schemaVersion": 1,', /is not a PerfReport: it is not valid JSON/],
  ['another version', JSON.stringify({ ...sampleReport(), schemaVersion: 2 }), /schemaVersion/],
  ['an unknown field', JSON.stringify({ ...sampleReport(), extra: 1 }), /extra/],
  [
    'a metric of no environment',
    JSON.stringify(sampleReport({ metrics: [sampleMetric({ environment: 'elsewhere' })] })),
    /metrics\.0\.environment: expected the id of one of environments\[\], got "elsewhere"/,
  ],
])('refuses %s and says where', async (_what, text, message) => {
  const path = join(await temporaryFolder(), 'report.json');
  await writeFile(path, text);
  await expect(readReport(path)).rejects.toThrow(message);
  await expect(readReport(path)).rejects.toMatchObject({ code: 'REPORT_INVALID' });
});

test.each([
  ['bytes that are no UTF-8', Buffer.from('{"a":"\xe9"}', 'latin1'), /it is not valid UTF-8/],
  ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), /it is UTF-16, as PowerShell writes it/],
  [
    'a key that objects drop',
    Buffer.from(
      JSON.stringify(sampleReport({ metrics: [sampleMetric({ params: { p: 1 } })] })).replace(
        '"p":1',
        '"__proto__":1',
      ),
    ),
    /metrics\.0\.params\.__proto__: a key of this name cannot be stored/,
  ],
  [
    'a number out of range',
    Buffer.from(JSON.stringify(sampleReport()).replace('"durationMs":', '"durationMs":1e999,"x":')),
    /run\.durationMs: .*expected number, received Infinity/,
  ],
])('refuses %s and keeps nothing of it', async (_what, bytes, message) => {
  const path = join(await temporaryFolder(), 'report.json');
  await writeFile(path, bytes);
  await expect(readReport(path)).rejects.toThrow(message);
});

test('writes no report with a key that would be lost', async () => {
  const path = join(await temporaryFolder(), 'report.json');
  const params = JSON.parse('{"__proto__":1}') as Record<string, number>;
  const report = sampleReport({ metrics: [sampleMetric({ params })] });
  await expect(writeReport(path, report)).rejects.toThrow(/params\.__proto__/);
});

test('says that a file is missing', async () => {
  const path = join(await temporaryFolder(), 'none.json');
  await expect(readReport(path)).rejects.toMatchObject({ code: 'REPORT_NOT_FOUND' });
});

test('writes nothing of an invalid report', async () => {
  const folder = await temporaryFolder();
  const metric = sampleMetric({ forks: [sampleFork([1])] });
  metric.summary.mean = NaN;
  const report = sampleReport({ metrics: [metric] });
  await expect(writeReport(join(folder, 'report.json'), report)).rejects.toMatchObject({
    code: 'REPORT_INVALID',
  });
  expect(await readdir(folder)).toEqual([]);
});

test('names a path that cannot be written, and leaves no temporary file', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'report.json');
  await mkdir(path);
  await expect(writeReport(path, sampleReport())).rejects.toThrow(/report\.json cannot be written/);
  expect(await readdir(folder)).toEqual(['report.json']);
});

function failedIdentity() {
  const { project, suite, params, instrument, environment } = sampleMetric();
  return { project, suite, name: 'other', params, instrument, environment };
}
