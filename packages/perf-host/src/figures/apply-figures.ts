import { mean } from '@night-pilot/perf-report/stats';
import type { Project } from '@night-pilot/perf-report/workspace';
import {
  budgetState,
  type Environment,
  type Fork,
  type MeasuredMetric,
  type Metric,
  summarize,
} from '@night-pilot/perf-report';
import type { Figure } from './define-figures.ts';

/** A figure with its measured metric. */
export type FigureResult =
  | { figure: Figure; metric: MeasuredMetric; reason: null }
  /** The metric or its peer was not measured. */
  | { figure: Figure; metric: null; reason: string };

/**
 * Finds the metric of each figure among those of a run, computes its ratio if it has a peer, and sets its budget.
 */
export function applyFigures(
  figures: readonly Figure[],
  metrics: readonly Metric[],
): FigureResult[] {
  return figures.map((figure): FigureResult => {
    const own = find(metrics, figure, figure.name);
    if (typeof own === 'string') return { figure, metric: null, reason: own };
    if (figure.against === undefined) {
      return { figure, metric: withBudget(own, figure), reason: null };
    }
    const peer = findPeer(metrics, figure, figure.against);
    if (typeof peer === 'string') return { figure, metric: null, reason: peer };
    return { figure, metric: withBudget(ratioOf(own, peer), figure), reason: null };
  });
}

/**
 * Returns the metrics of a run with the budgets of its figures: a ratio is added, any other budget is set on its metric.
 * A promise that nothing measured becomes a failed metric, so that it is not lost when a benchmark is renamed.
 */
export function withFigures(
  metrics: readonly Metric[],
  results: readonly FigureResult[],
  { project, environment }: { project: Project; environment: Environment },
): Metric[] {
  const withBudgets = [...metrics];
  for (const { figure, metric, reason } of results) {
    if (metric === null) {
      withBudgets.push({
        state: 'failed',
        project: project.name,
        suite: figure.suite,
        name: figure.title,
        params: {},
        instrument: 'wall',
        environment: environment.id,
        error: { code: 'FIGURE_NOT_MEASURED', message: reason },
      });
      continue;
    }
    const index = withBudgets.findIndex((candidate) => matches(candidate, figure, metric.name));
    if (index === -1) withBudgets.push(metric);
    else withBudgets[index] = metric;
  }
  return withBudgets;
}

/** In another suite the peer may have parameters of its own, such as another number of operations. */
function findPeer(
  metrics: readonly Metric[],
  figure: Figure,
  against: string | { suite: string },
): MeasuredMetric | string {
  if (typeof against === 'string') return find(metrics, figure, against);
  return find(metrics, { ...figure, suite: against.suite, params: {} }, figure.name);
}

function find(metrics: readonly Metric[], figure: Figure, name: string): MeasuredMetric | string {
  const metric = metrics.find((candidate) => matches(candidate, figure, name));
  if (metric?.state === 'measured') return metric;
  if (metric?.state === 'failed') return metric.error.message;
  return metric?.reason ?? `nothing of this name was measured: ${figure.suite} › ${name}`;
}

function matches(metric: Metric, figure: Figure, name: string): boolean {
  return (
    metric.suite === figure.suite &&
    metric.name === name &&
    Object.entries(figure.params ?? {}).every(([key, value]) => metric.params[key] === value)
  );
}

/**
 * Returns how many times as good as its peer a metric is, fork by fork: what disturbs a fork disturbs both of its arms.
 * The mean is geometric, so that A to B is the inverse of B to A.
 */
function ratioOf(own: MeasuredMetric, peer: MeasuredMetric): MeasuredMetric {
  const pairs = Math.min(own.forks.length, peer.forks.length);
  const forks = own.forks.slice(0, pairs).flatMap((fork, index): Fork[] => {
    const peerFork = peer.forks[index];
    if (peerFork === undefined) return [];
    const [value, against] = [mean(fork.samples), mean(peerFork.samples)];
    const ratio = own.better === 'lower' ? against / value : value / against;
    const setAside = fork.setAside ?? peerFork.setAside;
    return [{ ...fork, samples: [ratio], iterationsPerSample: 1, setAside, counters: {} }];
  });
  const { project, suite, name, params, instrument, summary, unit } = peer;
  // The resolution is in another unit than the ratio.
  const { resolution: _, ...rest } = own;
  return {
    ...rest,
    name: `${own.name} / ${own.suite === suite ? name : suite}`,
    kind: 'ratio',
    unit: 'x',
    better: 'higher',
    forks,
    summary: summarize(forks, 'geometric'),
    peer: { project, suite, name, params, instrument, mean: summary.mean, unit },
  };
}

function withBudget(metric: MeasuredMetric, figure: Figure): MeasuredMetric {
  const limit = figure.min === undefined ? { max: figure.max } : { min: figure.min };
  const state = budgetState(limit, metric);
  return { ...metric, budget: { ...limit, met: state !== 'broken', state } };
}
