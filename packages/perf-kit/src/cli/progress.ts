import { type PartKind, reportProgress } from '@night-pilot/perf-report/workspace';
import { formatDuration, printable } from '@night-pilot/perf-report/text';

/**
 * Reports the progress of a measurement to the run that started this process, and on a terminal in one line that it
 * rewrites. Prints nothing when standard error is no terminal, or in CI.
 */
export function showProgress(project: string, kind: PartKind) {
  /** Start of the present stage of the work, which has a total of its own. */
  let stage = { startedAt: performance.now(), done: 0, total: 0 };
  const isShown = process.stderr.isTTY && !process.env['CI'];
  return {
    update(this: void, done: number, total: number, label: string): void {
      reportProgress({ project, kind, done, total, label });
      if (!isShown) return;
      const isNew = total !== stage.total || done < stage.done;
      stage = { startedAt: isNew ? performance.now() : stage.startedAt, done, total };
      const left = done === 0 ? '' : ` · ${formatDuration(leftMs(done, total))} left`;
      const line = printable(`${project} ${kind} ${done}/${total}${left} · ${label}`);
      process.stderr.write(`\r\x1b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
    },
    end(this: void): void {
      if (isShown) process.stderr.write('\r\x1b[K');
    },
  };

  function leftMs(done: number, total: number): number {
    return ((performance.now() - stage.startedAt) / done) * (total - done);
  }
}
