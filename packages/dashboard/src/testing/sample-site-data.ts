import { SITE_DATA_VERSION, type SiteData, type SiteRun, type SiteSeries } from '../site-data.ts';
import { SAMPLE_SERIES, type SampleSeries, type Story } from './sample-series.ts';
import { SeededRandom } from './seeded-random.ts';

export interface SampleOptions {
  /** @default 1 */
  seed?: number;
  /** @default 30 */
  runs?: number;
  /** Number of series: `SAMPLE_SERIES` in order, then again with a parameter. @default 30 */
  series?: number;
}

const FIRST_RUN = Date.UTC(2026, 0, 5, 9, 30);
const DAY_MS = 86_400_000;
const MACHINE = 'Example CPU 3.2 GHz, 2 cores, Linux x64, Node 24.21.0';

/** Change of the value towards the worse, and the number of runs that have it. */
const STEPS: Partial<Record<Story, { worse: number; runs: number }>> = {
  regression: { worse: 0.12, runs: 1 },
  improvement: { worse: -0.09, runs: 1 },
  'budget broken': { worse: 0.25, runs: 3 },
};

/** Returns SiteData like that of a real history. Equal options give equal data. */
export function sampleSiteData(options: SampleOptions = {}): SiteData {
  const { seed = 1, runs: runCount = 30, series: seriesCount = 30 } = options;
  const random = new SeededRandom(seed);
  const runs = Array.from({ length: runCount }, (_, index) => sampleRun(random, index, runCount));
  return {
    version: SITE_DATA_VERSION,
    generatedAt: new Date(FIRST_RUN + runCount * DAY_MS).toISOString(),
    runs,
    series: Array.from({ length: seriesCount }, (_, index) => sampleSeries(random, index, runs)),
    problems: [
      {
        state: 'unavailable',
        title: 'db › reads › point read',
        instrument: 'allocated',
        message: 'Valgrind is not installed. Type: apt-get install valgrind',
      },
    ],
    tests: sampleTests(random),
  };
}

function sampleRun(random: SeededRandom, index: number, count: number): SiteRun {
  const startedAt = new Date(FIRST_RUN + index * DAY_MS).toISOString();
  const isNewest = index === count - 1;
  return {
    id: `${startedAt.slice(0, 10).replaceAll('-', '')}-093000-${random.hex(6)}`,
    startedAt,
    durationMs: Math.round(600_000 + random.next() * 120_000),
    sha: random.hex(40),
    branch: isNewest ? 'faster-inserts' : 'main',
    dirty: isNewest,
  };
}

function sampleSeries(random: SeededRandom, index: number, runs: SiteRun[]): SiteSeries {
  const { typical, story, noise, ...identity } = SAMPLE_SERIES[
    index % SAMPLE_SERIES.length
  ] as SampleSeries;
  const round = Math.floor(index / SAMPLE_SERIES.length);
  const base = round === 0 ? typical : typical * (0.5 + random.next());
  const towardsWorse = identity.better === 'lower' ? 1 : -1;
  const step = STEPS[story] ?? { worse: 0, runs: 0 };
  const measured = story === 'absent' ? runs.slice(0, -1) : runs;
  const points = measured.map((run, position) => {
    const isChanged = position >= runs.length - step.runs;
    const level = isChanged ? base * (1 + step.worse * towardsWorse) : base;
    const mean = level * (1 + noise * random.normal());
    const half = level * noise * (0.8 + random.next());
    return { run: run.id, mean, low: mean - half, high: mean + half };
  });
  return {
    id: `s${index}-${random.hex(6)}`,
    ...identity,
    params: round === 0 ? {} : { size: round },
    environment: MACHINE,
    fingerprint: '5a1f0c9d2b7e',
    peer: identity.kind === 'ratio' ? 'SimpleDatabase' : null,
    budget: sampleBudget(identity, base, story),
    verdict: sampleVerdict(story, step.worse * towardsWorse, runs.length),
    points,
  };
}

function sampleBudget(
  { kind, better }: Pick<SiteSeries, 'kind' | 'better'>,
  base: number,
  story: Story,
): SiteSeries['budget'] {
  if (kind !== 'ratio') return null;
  const state = story === 'budget broken' ? 'broken' : 'met';
  return better === 'lower' ? { max: base * 1.15, state } : { min: base * 0.85, state };
}

function sampleVerdict(story: Story, step: number, runs: number): SiteSeries['verdict'] {
  if (story === 'absent') return null;
  if (runs < 9) {
    return {
      verdict: 'undecided',
      reason: `No baseline: ${runs - 1} earlier runs on this machine, 8 are needed.`,
      effect: null,
      interval: null,
      suspicion: null,
    };
  }
  const verdict = story === 'budget broken' ? 'regression' : story;
  if (verdict === 'incomparable') {
    const reason = 'Measured with another CPU model than the runs before.';
    return { verdict, reason, effect: null, interval: null, suspicion: null };
  }
  const isBeyond = verdict === 'regression' || verdict === 'improvement';
  const reasons = {
    regression: 'The whole interval lies beyond the smallest effect that matters (3 %).',
    improvement: 'The whole interval lies beyond the smallest effect that matters (3 %).',
    unchanged: 'The whole interval lies within ±3 %.',
    undecided: 'The interval reaches from no change to beyond 3 %.',
    new: 'Base does not have it.',
    gone: 'Head does not have it.',
  };
  const effect = isBeyond ? step : verdict === 'undecided' ? 0.021 : 0.004;
  const half = verdict === 'undecided' ? 0.035 : 0.018;
  const interval = { low: effect - half, high: effect + half, level: 0.99 };
  return { verdict, reason: reasons[verdict], effect, interval, suspicion: null };
}

function sampleTests(random: SeededRandom): SiteData['tests'] {
  const outcomes = {
    'are listed': 'passed',
    'are created': 'passed',
    'survive a restart': 'flaky',
    'are exported': 'skipped',
  } as const;
  return Object.entries(outcomes).map(([name, outcome]) => ({
    project: 'app',
    suite: 'prompts.spec.ts › prompts',
    name,
    variant: 'chromium',
    outcome,
    durationMs: Math.round(400 + random.next() * 2400),
    retries: outcome === 'flaky' ? 1 : 0,
    error: null,
  }));
}
