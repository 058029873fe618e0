import type { Fork, PerfReport } from '@night-pilot/perf-report';
import { mean } from '@night-pilot/perf-report/stats';

/** Returns a report whose forks have one sample each, their mean. Everything else stays. */
export function withoutSamples(report: PerfReport): PerfReport {
  const metrics = report.metrics.map((metric) =>
    metric.state === 'measured' ? { ...metric, forks: metric.forks.map(withMeanOnly) } : metric,
  );
  return { ...report, metrics };
}

function withMeanOnly(fork: Fork): Fork {
  const average = mean(fork.samples);
  // The mean of very large numbers may be none that JSON can hold.
  return Number.isFinite(average) ? { ...fork, samples: [average] } : fork;
}
