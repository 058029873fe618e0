/**
 * A measuring target for tests: `node measuring-script.ts PROJECT KIND BEHAVIOUR`. It writes a real
 * report where the run expects it, and reports its progress.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describeRun, type PerfReport, writeReport } from '@night-pilot/perf-report';
import {
  isQuickRun,
  type PartKind,
  partTarget,
  reportProgress,
} from '@night-pilot/perf-report/workspace';
import { environment, metric } from './reports.ts';

const [project = '', kindName = '', behaviour = 'measure', file = ''] = process.argv.slice(2);
const kind = kindName as PartKind;
const part = partTarget(project, kind);

function leave(metrics: PerfReport['metrics']): Promise<void> {
  return writeReport(part, {
    schemaVersion: 1,
    run: describeRun(new Date()),
    environments: [environment],
    metrics,
    tests: [],
    attachments: [],
  });
}

process.stdout.write(`measuring ${project}${isQuickRun() ? ' quickly' : ''}\n`);
reportProgress({ project, kind, done: 1, total: 2, label: 'inserts' });

switch (behaviour) {
  case 'measure':
    await leave([metric(100, { project, name: `${kind} insert` })]);
    break;
  case 'break-budget':
    await leave([metric(2, { project, unit: 'x', budget: { min: 20, met: false } })]);
    process.exitCode = 1;
    break;
  case 'unclear-budget':
    await leave([metric(18, { project, unit: 'x', budget: { min: 20, met: true } })]);
    break;
  case 'fail':
    process.stderr.write('No Chromium was found: type npx playwright install chromium.\n');
    process.exitCode = 1;
    break;
  case 'malform':
    mkdirSync(dirname(part), { recursive: true });
    writeFileSync(part, '{"schemaVersion": 1, "run": ');
    break;
  case 'hang':
  case 'hang-apart': {
    const grandchild = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      stdio: 'ignore',
      // In a process group of its own.
      detached: behaviour === 'hang-apart',
    });
    writeFileSync(file, JSON.stringify([process.pid, grandchild.pid]));
    setInterval(() => undefined, 1_000);
    break;
  }
  default:
    throw new Error(`There is no behaviour ${behaviour}.`);
}
