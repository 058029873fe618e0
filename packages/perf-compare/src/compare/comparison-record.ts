import type { BenchInstrument } from '@night-pilot/perf-host/fork';
import {
  type Company,
  type CountIdentity,
  countingEnvironmentOf,
  type CountInstrument,
  countMetric,
} from '@night-pilot/perf-host/count';
import type { CountJudgement } from '../judge/judge-counts.ts';
import type { Stop } from '../judge/stop.ts';
import {
  countVerdict,
  type CountVerdictOptions,
  type Judged,
  sameCodeVerdict,
  verdictWithoutEvidence,
  wallVerdict,
} from '../judge/verdict.ts';
import type { WallRules } from '../judge/wall-rules.ts';
import type { Project } from '@night-pilot/perf-report/workspace';
import {
  describeRun,
  type Environment,
  type Metric,
  type PerfReport,
  type Run,
  type Verdict,
} from '@night-pilot/perf-report';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import type { BenchmarkNames, PairedBenchmark } from '../versions/paired-benchmarks.ts';
import type { Problem } from '../versions/problem.ts';
import type { Side } from '../versions/turn.ts';
import type { TurnsResult } from './benchmark-progress.ts';
import { armRunId } from './comparison-id.ts';
import type { CountedPair } from './count-pair.ts';
import type { Comparison } from './outcome.ts';
import { type Outlasted, outlastedMessage, outlastedVerdict } from './outlasted.ts';
import type { Undecided, UndecidedCause } from './undecided.ts';
import { wallMetric } from './wall-metric.ts';

/** The verdicts on two versions, and the reports of both: they can be judged again without measuring. */
export interface ComparedVersions extends Comparison {
  base: PerfReport;
  head: PerfReport;
  /** The benchmarks with the verdict `undecided`, with the cause. */
  undecided: Undecided[];
  /** It was aborted before all was decided. */
  isInterrupted: boolean;
}

/** The counts of whole runs of both sides. */
export interface CountedRuns {
  environment: Environment;
  judgement: CountJudgement;
  /** Makes the metric of a side's counts. */
  metricOf: (side: Side, identity: CountIdentity) => Metric;
}

export interface AddCountOptions {
  /** Somebody asked for this instrument: it gets a row even when it cannot judge the benchmark. */
  isAskedFor: boolean;
  /** Stop of the count before its end. null: it ended by itself. */
  stop: Stop | null;
  /** Instrument in whose processes it was counted. @default its own */
  countedWith?: CountInstrument | undefined;
  /** Way of counting: in processes of its own, or with others in one. @default 'alone' */
  company?: Company | undefined;
}

export interface AddTimesOptions {
  rules: WallRules;
  /** Number of benchmarks that were judged together. */
  benchmarks: number;
  /** Why wall time judges a benchmark that counts were to judge. @default null: it was asked for */
  because?: string | null;
}

type Names = Pick<BenchmarkNames, 'suite' | 'name'>;

/** Gathers metrics and verdicts of a comparison while it runs, and makes its result. */
export class ComparisonRecord {
  readonly #problems: Problem[] = [];
  readonly #verdicts: Verdict[] = [];
  readonly #undecided: Undecided[] = [];
  readonly #metrics: Record<Side, Metric[]> = { base: [], head: [] };
  readonly #environments: Map<BenchInstrument, Environment>;
  /** Environment of counts that benchmarks of a file share a process for. null: there are none. */
  #together: Environment | null = null;
  readonly #project: string;
  readonly #runs: Record<Side, Run>;
  readonly #startedAt: Date;
  #isEmpty = true;

  constructor(
    versions: Record<Side, { root: string }>,
    options: { project: Pick<Project, 'name'>; startedAt: Date; environment: Environment },
  ) {
    const { project, startedAt, environment } = options;
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

  addProblems(problems: readonly Problem[]): void {
    this.#problems.push(...problems);
  }

  /** Adds a benchmark that base does not have. */
  addNew({ suite, name, failsInBase }: PairedBenchmark, instrument: BenchInstrument): void {
    const why = failsInBase === null ? '' : `; head's bench file fails there: ${failsInBase}`;
    const judged = { ...this.#judged({ suite, name }, instrument), base: null };
    this.#verdicts.push(verdictWithoutEvidence(judged, 'new', `base does not have it${why}`));
  }

  /** Adds a benchmark that runs the same code in both versions, and was not measured. */
  addSameCode(names: Names, instrument: BenchInstrument): void {
    this.#isEmpty = false;
    if (instrument !== 'wall') this.#addEnvironment(instrument);
    this.#verdicts.push(sameCodeVerdict(this.#judged(names, instrument)));
  }

  /** Adds a benchmark that head does not have. */
  addGone(names: BenchmarkNames, instrument: BenchInstrument): void {
    const judged = this.#judged(names, instrument);
    this.#verdicts.push(verdictWithoutEvidence(judged, 'gone', 'head does not have it'));
  }

  /** Adds a benchmark whose count was stopped before it gave anything. */
  addNotCounted(names: Names, instrument: CountInstrument, { cause, text }: Stop): void {
    this.#addEnvironment(instrument);
    const reason = `${text} before both were counted`;
    this.#addUndecided(names, instrument, { cause, reason });
  }

  /** Adds the counts of both versions, and their verdict if the instrument can judge the benchmark. */
  addCount(
    names: Names,
    instrument: CountInstrument,
    { base, head, judgement, isAskedFor, stop, ...by }: CountedPair & AddCountOptions,
  ): void {
    this.#isEmpty = false;
    const environment = this.#environmentOfCount(instrument, by);
    for (const [side, result] of [['base', base] as const, ['head', head] as const]) {
      if (result !== null) {
        const identity = this.#identityOfCount(names, instrument, environment);
        this.#metrics[side].push(countMetric(identity, result));
      }
    }
    if (judgement === null) this.#addFailedCount(names, instrument, { base, head });
    else if (judgement.state === 'outlasted') this.addOutlasted(names, judgement);
    else this.#addCountVerdict(names, instrument, judgement, { isAskedFor, stop, environment });
  }

  /** Adds the counts of whole runs, and their verdict if they could be counted. */
  addCountOfRuns(
    names: Names,
    { environment, judgement, metricOf, isAskedFor, stop }: CountedRuns & AddCountOptions,
  ): void {
    this.#environments.set('instructions', environment);
    const identity = this.#identityOfCount(names, 'instructions', environment);
    for (const side of ['base', 'head'] as const) {
      this.#metrics[side].push(metricOf(side, identity));
    }
    this.#addCountVerdict(names, 'instructions', judgement, {
      isAskedFor,
      stop,
      environment,
      per: 'run',
    });
  }

  /** Adds the wall times of both versions and their verdict. */
  addTimes(
    { suite, name, judgement, base, head, error, outlasted }: TurnsResult,
    { because = null, ...rules }: AddTimesOptions,
  ): void {
    const names = { suite, name };
    if (outlasted !== null) return this.addOutlasted(names, outlasted);
    if (base.length > 0 || error !== null) this.#isEmpty = false;
    const identity = this.#identityOfTimes(names);
    this.#metrics.base.push(wallMetric(identity, { forks: base, error }));
    this.#metrics.head.push(wallMetric(identity, { forks: head, error }));
    if (error !== null) {
      this.#problems.push({ what: [suite, name].join(SUITE_SEPARATOR), message: error });
      return;
    }
    const verdict = wallVerdict(judgement, this.#judged(names, 'wall'), rules);
    const suffix = because === null ? '' : `; wall was asked because ${because}`;
    this.#verdicts.push({ ...verdict, reason: verdict.reason + suffix });
    if (judgement.state === 'undecided') {
      this.#undecided.push({ ...names, instrument: 'wall', cause: judgement.stop.cause });
    }
  }

  /** Adds that one side took many times as long as the other, by wall time. */
  addOutlasted(names: Names, outlasted: Outlasted): void {
    this.#isEmpty = false;
    const error = { code: 'TIME_LIMIT', message: outlastedMessage(outlasted) };
    this.#metrics[outlasted.side].push({
      state: 'failed',
      ...this.#identityOfTimes(names),
      error,
    });
    this.#verdicts.push(outlastedVerdict(outlasted, this.#judged(names, 'wall')));
  }

  /** Nothing was measured yet. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  get hasProblems(): boolean {
    return this.#problems.length > 0;
  }

  result({ isInterrupted }: Pick<ComparedVersions, 'isInterrupted'>): ComparedVersions {
    const durationMs = Math.max(0, Date.now() - this.#startedAt.getTime());
    const together = this.#together === null ? [] : [this.#together];
    const environments = [...this.#environments.values(), ...together];
    const byId = new Map(environments.map((environment) => [environment.id, environment]));
    const reportOf = (side: Side): PerfReport => ({
      schemaVersion: 1,
      run: { ...this.#runs[side], durationMs },
      environments: [...byId.values()],
      metrics: this.#metrics[side],
      tests: [],
      attachments: [],
    });
    return {
      verdicts: this.#verdicts,
      problems: this.#problems,
      undecided: this.#undecided,
      base: reportOf('base'),
      head: reportOf('head'),
      isInterrupted,
    };
  }

  #addFailedCount(
    { suite, name }: Names,
    instrument: CountInstrument,
    { base, head }: Pick<CountedPair, 'base' | 'head'>,
  ): void {
    const [side, result] = base?.state === 'failed' ? ['base', base] : ['head', head];
    const why = result?.state === 'failed' ? result.error.message : 'it failed';
    const what = [suite, name].join(SUITE_SEPARATOR);
    this.#problems.push({ what, message: `${String(side)}, ${instrument}: ${why}` });
  }

  #addCountVerdict(
    names: Names,
    instrument: CountInstrument,
    judgement: CountJudgement,
    {
      isAskedFor,
      stop,
      environment,
      ...options
    }: AddCountOptions & CountVerdictOptions & { environment: Environment },
  ): void {
    if (judgement.state === 'refused') {
      if (!isAskedFor && stop === null) return;
      const effect = judgement.finding?.effect ?? null;
      const cause = stop?.cause ?? 'not countable';
      this.#addUndecided(names, instrument, { cause, reason: judgement.because, effect });
      return;
    }
    const judged = this.#judged(names, instrument, environment);
    this.#verdicts.push(countVerdict(judgement, judged, options));
    if (judgement.state === 'undecided') {
      this.#undecided.push({ ...names, instrument, cause: stop?.cause ?? 'not steady' });
    }
  }

  #addUndecided(
    { suite, name }: Names,
    instrument: CountInstrument,
    why: { cause: UndecidedCause; reason: string; effect?: number | null },
  ): void {
    const { cause, reason, effect = null } = why;
    const judged = this.#judged({ suite, name }, instrument);
    this.#verdicts.push({ ...verdictWithoutEvidence(judged, 'undecided', reason), effect });
    this.#undecided.push({ suite, name, instrument, cause });
  }

  #addEnvironment(instrument: CountInstrument): Environment {
    const known = this.#environments.get(instrument);
    if (known !== undefined) return known;
    const environment = countingEnvironmentOf(instrument);
    this.#environments.set(instrument, environment);
    return environment;
  }

  #identity({ suite, name }: Names) {
    return { project: this.#project, suite, name, params: {} };
  }

  #identityOfTimes(names: Names) {
    const environment = this.#environments.get('wall')?.id ?? '';
    return { ...this.#identity(names), instrument: 'wall', environment } as const;
  }

  /** Returns the environment of a count, and keeps it for the reports. */
  #environmentOfCount(
    instrument: CountInstrument,
    {
      countedWith = instrument,
      company = 'alone',
    }: Pick<AddCountOptions, 'countedWith' | 'company'>,
  ): Environment {
    if (company === 'alone') return this.#addEnvironment(countedWith);
    const made = this.#together ?? countingEnvironmentOf(countedWith, company);
    this.#together = made;
    return made;
  }

  #identityOfCount(names: Names, instrument: CountInstrument, { id }: Environment) {
    return { ...this.#identity(names), instrument, environment: id };
  }

  #judged(
    names: Names,
    instrument: BenchInstrument,
    environment = this.#environments.get(instrument),
  ): Judged {
    const fingerprint = environment?.fingerprints[instrument] ?? 'none';
    const armOf = (side: Side) => {
      const { id, commit } = this.#runs[side];
      return { runs: [id], sha: commit?.sha ?? null };
    };
    return {
      series: { ...this.#identity(names), instrument, fingerprint },
      base: armOf('base'),
      head: armOf('head'),
    };
  }
}
