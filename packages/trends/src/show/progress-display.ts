import { styleText } from 'node:util';
import { formatDuration } from '@night-pilot/perf-report/text';
import { hasFailed } from '../check/failed-tests.ts';
import type { MeasuredTask, RunStatus } from '../run/status.ts';
import { printable } from './printable.ts';

/** A stream that is possibly a terminal. */
type Terminal = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

/** Shows the progress of a run. */
export interface ProgressDisplay {
  status(this: void, status: RunStatus): void;
  end(this: void, task: MeasuredTask): void;
  /** A suspicion is measured in turns: what, against which commit. */
  confirm(this: void, label: string): void;
  stop(this: void): void;
}

/**
 * Shows on a terminal a line with the current target, its progress and the time left. Elsewhere,
 * and in CI, it prints one plain line for each target that has ended.
 */
export async function progressDisplay(stream: Terminal): Promise<ProgressDisplay> {
  // In a terminal without a width, as in containers, ora would count lines forever.
  if (!stream.isTTY || !stream.columns || process.env['CI']) {
    return {
      status: () => undefined,
      end: (task) => void stream.write(`${endLine(task)}\n`),
      confirm: () => undefined,
      stop: () => undefined,
    };
  }
  const { default: ora } = await import('ora');
  const spinner = ora({
    stream,
    // One frame a second: faster redraws disturb the measurement.
    spinner: { interval: 1_000, frames: ['◐', '◓', '◑', '◒'] },
    // Keep Ctrl-C as a signal.
    discardStdin: false,
    text: 'listing the measuring targets',
  }).start();
  return {
    status: (status) => {
      spinner.text = statusLine(status).slice(0, widthOf(stream));
    },
    end: (task) => {
      const line = endLine(task);
      if (task.failure === null) spinner.succeed(line);
      else spinner.fail(line);
      spinner.start();
    },
    confirm: (label) => {
      spinner.text = printable(`measuring in turns: ${label}`).slice(0, widthOf(stream));
    },
    stop: () => void spinner.stop(),
  };
}

function widthOf({ columns = 80 }: Terminal): number {
  return Math.max(20, columns - 4);
}

/** Formats the status: `2/5 app:load · 3 of 9: 20 parallel creates · at least 2 min 05 s left`. */
export function statusLine({ task, number, count, progress, left }: RunStatus): string {
  const step =
    progress === null ? 'starting' : `${progress.done} of ${progress.total}: ${progress.label}`;
  const rest =
    left === null
      ? 'time left unknown'
      : `${left.isLowerBound ? 'at least' : 'about'} ${formatDuration(left.ms)} left`;
  return printable(`${number}/${count} ${task.id} · ${step} · ${rest}`);
}

/** Formats a target that has ended: `db:bench 41 s, 24 metrics`, or why it failed. */
export function endLine({ task, durationMs, parts, failure }: MeasuredTask): string {
  const took = `${printable(task.id)} ${formatDuration(durationMs)}`;
  if (failure !== null) return `${took}, ${styleText('red', 'failed')}: ${printable(failure)}`;
  const metrics = parts.flatMap((part) => part.metrics);
  const failed = metrics.filter(({ state }) => state === 'failed').length;
  const tests = parts.flatMap((part) => part.tests).filter(hasFailed).length;
  const measured = `${metrics.length - failed} ${metrics.length - failed === 1 ? 'metric' : 'metrics'}`;
  return [
    `${took}, ${measured}`,
    ...(failed > 0 ? [styleText('red', `${failed} failed`)] : []),
    ...(tests > 0 ? [styleText('red', `${tests} failed ${tests === 1 ? 'test' : 'tests'}`)] : []),
  ].join(', ');
}
