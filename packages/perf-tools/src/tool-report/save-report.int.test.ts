import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { readReport } from '@night-pilot/perf-report';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { writeRepository } from '../testing/repository.ts';
import type { MetricSource } from './metric-source.ts';
import { saveReport } from './save-report.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const waits: MetricSource = {
  metrics: () => [
    {
      name: 'wait',
      params: { callers: 2 },
      kind: 'time',
      unit: 'ms',
      better: 'lower',
      samples: [1, 2, 6],
      counters: { failed: 1 },
      durationMs: 9,
    },
  ],
};

test('writes measurements of a tool to a report that can be read', async () => {
  const path = join(await temporaryFolder(), 'deep/report.json');
  await saveReport(path, { suite: 'import › rows', sources: [waits], from: import.meta.dirname });
  const { metrics } = await readReport(path);
  expect(metrics).toMatchObject([
    {
      state: 'measured',
      project: 'perf-tools',
      suite: 'import › rows',
      name: 'wait',
      params: { callers: 2 },
      kind: 'time',
      unit: 'ms',
      better: 'lower',
      forks: [{ samples: [1, 2, 6], durationMs: 9, counters: { failed: 1 } }],
      summary: { mean: 3, interval: null, min: 1 },
    },
  ]);
});

test('refuses tools without measurements, and writes no file', async () => {
  const path = join(await temporaryFolder(), 'report.json');
  await expect(saveReport(path, { suite: '', sources: [] })).rejects.toMatchObject({
    code: 'NOTHING_TO_MEASURE',
  });
  await expect(readReport(path)).rejects.toMatchObject({ code: 'REPORT_NOT_FOUND' });
});

test('takes project and commit of `from` when the current folder is in another repository', async () => {
  const measured = await writeRepository('measured');
  const current = await writeRepository('current');
  vi.spyOn(process, 'cwd').mockReturnValue(current.folder);
  // As in a git hook, where the environment makes every git command use the repository of the hook.
  vi.stubEnv('GIT_DIR', join(current.folder, '.git'));
  const path = join(await temporaryFolder(), 'report.json');
  const { run, metrics } = await saveReport(path, {
    suite: 'import',
    sources: [waits],
    from: measured.folder,
  });
  expect(metrics[0]?.project).toBe('measured');
  expect(run.commit).toMatchObject({ sha: measured.sha, branch: 'trunk-of-measured' });
  const { run: runOfCurrent } = await saveReport(path, { suite: 'import', sources: [waits] });
  expect(runOfCurrent.commit?.sha).toBe(current.sha);
});
