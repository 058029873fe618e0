import type { BenchInstrument } from '@night-pilot/perf-host/fork';
import {
  type CountIdentity,
  countingEnvironmentOf,
  type CountInstrument,
  countMetric,
  type CountResult,
} from '@night-pilot/perf-host/count';
import type { CountJudgement } from '../judge/judge-counts.ts';
import { countVerdict, type Judged, wallVerdict } from '../judge/verdict.ts';
import type { WallRules } from '../judge/wall-rules.ts';
import type { Project } from '@night-pilot/perf-report/workspace';
import {
  describeRun,
  type Environment,
  type Fork,
  type Metric,
  type MetricIdentity,
  type PerfReport,
  type Run,
  summarize,
} from '@night-pilot/perf-report';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { armRunId } from './comparison-id.ts';
import type { CountedPair } from './count-pair.ts';
import type { TurnsResult } from './in-turns.ts';
import type { Comparison } from './outcome.ts';
import type { BenchmarkNames, PairedBenchmark } from '../versions/paired-benchmarks.ts';
import type { Side } from '../versions/turn.ts';
import { type Outlasted, outlastedMessage, outlastedVerdict } from './outlasted.ts';

/** What two versions gave, and all that was measured of them: it can be judged again without measuring. */
export interface ComparedVersions extends Comparison {
  base: PerfReport;
  head: PerfReport;
  /** It was ended before all was decided. */
  isInterrupted: boolean;
}

/** What was counted of whole runs of both sides. */
export interface CountedRuns {
  environment: Environment;
  judgement: CountJudgement;
  /** What each side's counts are in a report. */
  metricOf: (side: Side, identity: CountIdentity) => Metric;
}

/** What was measured of two versions and what was judged about it, as it comes in. */
export class Gathered {
  readonly problems: Comparison['problems'] = [];
  readonly #verdicts: Comparison['verdicts'] = [];
  readonly #metrics: { [side in Side]: Metric[] } = { base: [], head: [] };
  readonly #environments: Map<BenchInstrument, Environment>;
  readonly #project: string;
  readonly #runs: { [side in Side]: Run };
  readonly #startedAt: Date;
  #isEmpty = true;

  constructor(
    versions: Record<Side, { root: string }>,
    {
      project,
      startedAt,
      environment,
    }: { project: Pick<Project, 'name'>; startedAt: Date; environment: Environment },
  ) {
    this.#project = project.name;
    this.#startedAt = startedAt;
    this.#environments = new Map([['wall', environment]]);
    const base = describeRun(startedAt, versions.base.root);
    const head = describeRun(startedAt, versions.head.root);
    this.#runs = {
      base: { ...base, id: armRunId(head.id, 'base') },
      head: { ...head, id: armRunId(head.id, 'head') },
    };
  }

  missingInBase({ suite, name, failsInBase }: PairedBenchmark, instrument: BenchInstrument): void {
    const why = failsInBase === null ? '' : `; head's bench file fails there: ${failsInBase}`;
    this.#verdicts.push({
      ...{ ...this.#judged(suite, name, instrument), base: null },
      ...{ verdict: 'new', reason: `base does not have it${why}` },
      ...{ pairs: 0, effect: null, interval: null, method: 'none' },
    });
  }

  missingInHead({ suite, name }: BenchmarkNames, instrument: BenchInstrument): void {
    this.#verdicts.push({
      ...this.#judged(suite, name, instrument),
      ...{ verdict: 'gone', reason: 'head does not have it' },
      ...{ pairs: 0, effect: null, interval: null, method: 'none' },
    });
  }

  /** @param why What stopped it, such as `interrupted`. */
  stopped({ suite, name }: PairedBenchmark, instrument: CountInstrument, why: string): void {
    this.#addEnvironment(instrument);
    this.#verdicts.push({
      ...this.#judged(suite, name, instrument),
      verdict: 'undecided',
      reason: `${why} before both versions were counted`,
      ...{ pairs: 0, effect: null, interval: null, method: 'none' },
    });
  }

  /** Adds what was counted of both versions, and its verdict where the instrument can judge the benchmark. */
  counted(
    { suite, name }: PairedBenchmark,
    instrument: CountInstrument,
    { base, head, judgement }: CountedPair,
  ): void {
    this.#isEmpty = false;
    this.#addEnvironment(instrument);
    if (base !== null) this.#keepCount('base', { suite, name, instrument }, base);
    if (head !== null) this.#keepCount('head', { suite, name, instrument }, head);
    if (judgement === null) {
      const [side, failed] = base?.state === 'failed' ? ['base', base] : ['head', head];
      const message = failed?.state === 'failed' ? failed.error.message : 'it failed';
      const what = [suite, name].join(SUITE_SEPARATOR);
      this.problems.push({ what, message: `${String(side)}, ${instrument}: ${message}` });
      return;
    }
    if (judgement.state === 'outlasted') return this.outlasted({ suite, name }, judgement);
    if (judgement.state === 'refused') return;
    const judged = this.#judged(suite, name, instrument);
    this.#verdicts.push(countVerdict(judgement, judged));
  }

  /** What cannot be judged by its counts is kept as unavailable, without a verdict. */
  countedRuns(
    { suite, name }: Pick<PairedBenchmark, 'suite' | 'name'>,
    { environment, judgement, metricOf }: CountedRuns,
  ): void {
    const instrument = 'instructions';
    this.#environments.set(instrument, environment);
    const identity = {
      ...this.#identity(suite, name),
      instrument,
      environment: environment.id,
    } as const;
    for (const side of ['base', 'head'] as const) {
      this.#metrics[side].push(metricOf(side, identity));
    }
    if (judgement.state === 'refused') return;
    const judged = this.#judged(suite, name, instrument);
    this.#verdicts.push(countVerdict(judgement, judged, { per: 'run' }));
  }

  /** @param about `because` says why wall was asked where the counts were to judge. */
  timed(
    { suite, name, judgement, base, head, error, outlasted }: TurnsResult,
    { because = null, ...about }: { rules: WallRules; benchmarks: number; because?: string | null },
  ): void {
    if (outlasted !== null) return this.outlasted({ suite, name }, outlasted);
    if (base.length > 0 || error !== null) this.#isEmpty = false;
    const environment = this.#environments.get('wall')?.id ?? '';
    const identity = { ...this.#identity(suite, name), instrument: 'wall', environment } as const;
    this.#metrics.base.push(timedMetric(identity, { forks: base, error }));
    this.#metrics.head.push(timedMetric(identity, { forks: head, error }));
    if (error !== null) {
      this.problems.push({ what: [suite, name].join(SUITE_SEPARATOR), message: error });
      return;
    }
    const judged = this.#judged(suite, name, 'wall');
    const verdict = wallVerdict(judgement, judged, about);
    const asked = because === null ? '' : `; wall was asked because ${because}`;
    this.#verdicts.push({ ...verdict, reason: verdict.reason + asked });
  }

  /** Adds that one side took many times as long as the other, by wall time. */
  outlasted({ suite, name }: Pick<PairedBenchmark, 'suite' | 'name'>, outlasted: Outlasted): void {
    this.#isEmpty = false;
    const environment = this.#environments.get('wall')?.id ?? '';
    const identity = { ...this.#identity(suite, name), instrument: 'wall', environment } as const;
    const error = { code: 'TIME_LIMIT', message: outlastedMessage(outlasted) };
    this.#metrics[outlasted.side].push({ state: 'failed', ...identity, error });
    this.#verdicts.push(outlastedVerdict(outlasted, this.#judged(suite, name, 'wall')));
  }

  /** Nothing was measured yet. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  result({ isInterrupted }: Pick<ComparedVersions, 'isInterrupted'>): ComparedVersions {
    const durationMs = Math.max(0, Date.now() - this.#startedAt.getTime());
    const environments = new Map([...this.#environments.values()].map((one) => [one.id, one]));
    const reportOf = (side: Side): PerfReport => ({
      schemaVersion: 1,
      run: { ...this.#runs[side], durationMs },
      environments: [...environments.values()],
      metrics: this.#metrics[side],
      ...{ tests: [], attachments: [] },
    });
    const { problems } = this;
    const verdicts = this.#verdicts;
    const [base, head] = [reportOf('base'), reportOf('head')];
    return { verdicts, problems, base, head, isInterrupted };
  }

  #addEnvironment(instrument: CountInstrument): void {
    if (this.#environments.has(instrument)) return;
    this.#environments.set(instrument, countingEnvironmentOf(instrument));
  }

  #identity(suite: string, name: string) {
    return { project: this.#project, suite, name, params: {} };
  }

  #judged(suite: string, name: string, instrument: BenchInstrument): Judged {
    const fingerprint = this.#environments.get(instrument)?.fingerprints[instrument] ?? 'none';
    const armOf = (side: Side) => {
      const { id, commit } = this.#runs[side];
      return { runs: [id], sha: commit?.sha ?? null };
    };
    return {
      series: { ...this.#identity(suite, name), instrument, fingerprint },
      base: armOf('base'),
      head: armOf('head'),
    };
  }

  #keepCount(
    side: Side,
    of: { suite: string; name: string; instrument: CountInstrument },
    result: CountResult,
  ): void {
    const { suite, name, instrument } = of;
    const environment = this.#environments.get(instrument)?.id ?? '';
    const identity = { ...this.#identity(suite, name), instrument, environment };
    this.#metrics[side].push(countMetric(identity, result));
  }
}

/** Without forks too: how many benchmarks were judged together can be told from the report. */
function timedMetric(
  identity: MetricIdentity & { environment: string },
  { forks, error }: { forks: Fork[]; error: string | null },
): Metric {
  if (error !== null) {
    return { state: 'failed', ...identity, error: { code: null, message: error } };
  }
  // A measured metric needs at least one fork that counts.
  if (forks.every(({ setAside }) => setAside !== null)) {
    return { state: 'unavailable', ...identity, reason: 'it has no pair of forks that counts' };
  }
  return {
    state: 'measured',
    ...identity,
    origin: 'measured',
    ...{ kind: 'time', unit: 'ns', better: 'lower' },
    forks,
    summary: summarize(forks),
  };
}
