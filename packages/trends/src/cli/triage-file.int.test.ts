import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gitRepository } from '@night-pilot/perf-compare/testing';
import { writeReport } from '@night-pilot/perf-report';
import { expect, test } from 'vitest';
import { perfTrends } from '../testing/perf-trends.ts';
import { metric, report } from '../testing/reports.ts';

test('check applies performance.toml: a commit of the range is expected, and a wrong file is refused', async () => {
  const { root, git, commit } = await gitRepository({ 'nx.json': '{}' });
  const trends = (...args: string[]) => perfTrends(root, args);
  const measure = async (number: number, value: number) => {
    const one = report(number, [
      metric(value, { instrument: 'instructions', kind: 'count', unit: '1' }),
    ]);
    const sha = git('rev-parse', 'HEAD').trim();
    const file = join(root, `${number}.json`);
    await writeReport(file, { ...one, run: { ...one.run, commit: { ...one.run.commit!, sha } } });
    return file;
  };
  const before = await measure(1, 1_000);
  commit({ 'change.txt': '1' });
  const guilty = git('rev-parse', '--short=7', 'HEAD').trim();
  commit({ 'change.txt': '2' });
  const after = await measure(2, 1_100);
  await trends('ingest', before, after);

  const entries = (metricTitle: string) =>
    writeFile(
      join(root, 'performance.toml'),
      `[[expected]]\nmetric = "${metricTitle}"\ncommit = "${guilty}"\nreason = "checks every row"\n`,
    );
  await entries('db › reads › *');
  const unmatched = await trends('check');
  expect(unmatched.status).toBe(1);
  expect(unmatched.stderr).toBe(
    `performance.toml: [[expected]] "db › reads › *" at ${guilty} (line 1) matches no finding: "perf-trends findings --all" lists them.\n`,
  );

  await entries('db › *');
  expect(await trends('check')).toMatchObject({ status: 0, stderr: '' });
  await writeFile(join(root, 'performance.toml'), '[[expected]]\nmetric = 7\n');
  const wrong = await trends('check');
  expect(wrong).toMatchObject({ status: 2, stdout: '' });
  expect(wrong.stderr).toMatch(
    /performance\.toml: entry 1 of \[\[expected\]\] \(line 1\): metric: expected .+, got 7\. Correct it: .+\n$/,
  );
  expect(wrong.stderr).not.toMatch(/^ +at /m);
});
