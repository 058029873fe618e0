import type { SiteData, SiteSeries } from '../../site-data.ts';
import type { Shown } from '../site/view-state.ts';

const plural = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** All English texts of the pages. A translation is another file of this shape. */
export const texts = {
  title: 'Performance',

  noData: {
    title: 'No data yet',
    text: 'This page shows the data in the file data.js beside it. The file is missing or cannot be read.',
    next: 'Measure and export with the command below, then open reports/site/index.html.',
    command: 'npx perf-trends run',
  },
  otherVersion: (found: string, expected: string) => ({
    title: 'This page and its data belong to different versions',
    text: `data.js has version ${found}; this page reads version ${expected}.`,
    next: 'Export again: that writes the page and its data together.',
    command: 'npx perf-trends export',
  }),
  damaged: (fault: string) => ({
    title: 'The data is damaged',
    text: `data.js does not have the expected form. ${fault}.`,
    next: 'Export again: the history is a separate file and is not affected.',
    command: 'npx perf-trends export',
  }),
  noRuns: {
    title: 'No run yet',
    text: 'The history is empty.',
    next: 'Measure with the command below, then open this page again.',
    command: 'npx perf-trends run',
  },

  headline: {
    fine: 'Nothing is wrong',
    unsure: 'Nothing is known to be wrong',
    tooEarly: 'Too early to tell',
    notJudged: 'Not judged yet',
    empty: 'The newest run measured nothing',
  },
  regressions: (count: number) => plural(count, 'regression'),
  brokenBudgets: (count: number) => plural(count, 'broken budget'),
  unclearBudgets: (count: number) => plural(count, 'unclear budget'),
  failures: (count: number) => plural(count, 'failed measurement'),
  failedTests: (count: number) => plural(count, 'failed test'),
  suspicions: (count: number) => plural(count, 'suspicion'),
  explainFine: (series: number) =>
    `All ${plural(series, 'series', 'series')} of the newest run are judged, none is worse than its history, and every budget is met.`,
  explainTooEarly: (series: number) =>
    `None of the ${plural(series, 'series', 'series')} of the newest run could be judged. No budget is broken.`,
  explainNotJudged: (series: number) =>
    `The ${plural(series, 'series', 'series')} of the newest run are not judged yet. Type npx perf-trends check, then npx perf-trends export.`,
  explainUnsure: (judged: number, all: number) =>
    judged === all
      ? `All ${plural(all, 'series', 'series')} are judged and none of them is worse.`
      : `${judged.toLocaleString('en')} of ${plural(all, 'series', 'series')} are judged and none of them is worse. The others are not a pass.`,
  explainWrong: (judged: number) =>
    judged === 0
      ? 'No series could be compared with earlier runs yet. The list below starts with the worst.'
      : 'Compared with the history of each series. The list below starts with the worst.',
  explainEmpty: 'It has no value in any series. The list below shows what could not be measured.',
  undecidedReason: (reason: string) => `Why undecided: ${reason}`,

  run: {
    heading: 'Newest run',
    commit: 'Commit',
    noCommit: 'no commit',
    branch: 'Branch',
    noBranch: 'no branch',
    dirty: 'with uncommitted changes',
    started: 'Started',
    ageAndTime: (age: string, duration: string) => `${age}, took ${duration}`,
    machine: 'Machine',
    noMachine: 'nothing measured',
    history: 'History',
    runs: (count: number) => plural(count, 'run'),
  },

  shown: {
    all: 'All',
    regression: 'Regression',
    improvement: 'Improvement',
    unchanged: 'Unchanged',
    undecided: 'Undecided',
    incomparable: 'Incomparable',
    new: 'New',
    gone: 'Gone',
    absent: 'Not in this run',
    budget: 'Budget broken',
    unclear: 'Budget unclear',
  } satisfies Record<Shown, string>,
  shownHint: {
    all: 'every series of the history',
    regression: 'worse than its history by more than noise explains',
    improvement: 'better than its history by more than noise explains',
    unchanged: 'any change is too small to matter',
    undecided: 'not enough evidence to tell',
    incomparable: 'measured in another environment than its history',
    new: 'the version that it is compared with does not have it',
    gone: 'the newest version no longer has it',
    absent: 'the newest run has no point of it',
    budget: 'the whole interval of its value is beyond the limit',
    unclear: 'the interval of its value spans the limit',
  } satisfies Record<Shown, string>,

  suspicion: {
    regression: 'Suspected regression',
    improvement: 'Suspected improvement',
    hint: 'elapsed time differs from its history by more than noise explains; that alone proves nothing, so the series stays undecided',
    next: 'Elapsed time alone proves nothing: a busy hour looks the same. Measure both versions in turns.',
  },

  findings: {
    heading: 'What needs a look',
    failed: 'Failed',
    unavailable: 'Unavailable',
    unavailableTogether: (count: number) => plural(count, 'measurement'),
    which: 'Show them',
    test: 'Test failed',
    damaged: 'Damaged data',
    more: (count: number) => `${count.toLocaleString('en')} more`,
    againstBudget: (value: string, limit: string) => `${value}, the budget is ${limit}.`,
    spansLimit: 'Its 99 % interval spans the limit: more processes would narrow it.',
    firstMiss: 'Its mean misses the limit for the first time.',
    missedSince: (runs: number, moment: string, commit: string) =>
      `Its mean has missed the limit for ${plural(runs, 'run')}, since ${moment} (${commit}).`,
    alwaysMissed: (runs: number) =>
      `Its mean has missed the limit in all ${runs.toLocaleString('en')} runs so far.`,
    testTook: (outcome: string, duration: string, error: string) =>
      `${outcome} after ${duration}: ${error}`,
  },

  filter: {
    heading: 'Series',
    search: 'Search',
    searchHint: 'project, suite, name, parameter',
    show: 'Show',
    clear: 'Clear the filter',
    count: (listed: number, all: number) =>
      listed === all
        ? plural(all, 'series', 'series')
        : `${listed.toLocaleString('en')} of ${plural(all, 'series', 'series')}`,
    none: 'No series fits this filter.',
    empty: 'No series yet: the runs so far measured nothing.',
  },

  instrument: {
    wall: 'wall time',
    instructions: 'instructions',
    allocated: 'bytes allocated',
    browser: 'browser',
    counted: 'counted',
  } satisfies Record<SiteSeries['instrument'], string>,
  instrumentHint: {
    wall: 'Elapsed time in a process. Noisy: it alone never fails a run.',
    instructions: 'Instructions executed per iteration, counted. Repeats agree closely.',
    allocated: 'Bytes allocated per iteration, counted.',
    browser: 'Elapsed time or size seen by a page in a real browser.',
    counted: 'A size or a number of things that is the same for the same code: any change is real.',
  } satisfies Record<SiteSeries['instrument'], string>,
  reading: {
    name: 'process reading',
    hint: 'Memory, bytes or a number, read while a process ran. Noisy: it alone seldom fails a run.',
  },

  series: {
    interval: (range: string) => `99 %: ${range}`,
    noInterval: 'no interval: one process measured it',
    counted: 'counted, repeats agree',
    sure: (low: string, high: string, level: string) => `${level}: ${low} to ${high}`,
    budget: (limit: string) => `Budget ${limit}`,
    budgetState: {
      met: 'met',
      unclear: 'unclear',
      broken: 'broken',
    } satisfies Record<NonNullable<SiteSeries['budget']>['state'], string>,
    atMost: (limit: string) => `at most ${limit}`,
    atLeast: (limit: string) => `at least ${limit}`,
    peer: (peer: string) => `against ${peer}`,
    lower: 'lower is better',
    higher: 'higher is better',
    neither: 'neither is better',
    chart: (points: number, first: string, last: string) =>
      `${plural(points, 'point')}, from ${first} to ${last}`,
    onePoint: (value: string) => `One point: ${value}. A line needs two.`,
    noPoints: 'No points yet.',
  },
  change: {
    time: ['faster', 'slower'],
    throughput: ['slower', 'faster'],
    memory: ['less', 'more'],
    size: ['smaller', 'larger'],
    ratio: ['lower', 'higher'],
    count: ['fewer', 'more'],
  } satisfies Record<SiteSeries['kind'], [below: string, above: string]>,

  detail: {
    close: 'Close',
    unknown: 'This series is not in this export.',
    unknownNext: 'It may have been renamed or measured on another machine. Close this to see all.',
    chartLabel: 'Chart of all points. Arrow keys read them one by one.',
    hint: 'Point at the chart, or focus it and use ← → Home End, to read a point.',
    reading: 'Point',
    position: (position: number, all: number) => `${position} of ${all}`,
    value: 'Value',
    interval: '99 % interval',
    noInterval: 'not known',
    budget: 'Budget',
    noBudget: 'none',
    peer: 'Measured against',
    instrument: 'Instrument',
    environment: 'Environment',
    fingerprint: 'Fingerprint',
    better: 'Direction',
    previous: 'Run before',
    noPrevious: 'none: this is the first',
    run: 'Run',
    when: 'When',
    commit: 'Commit',
    branch: 'Branch',
    dirtyMark: '+ changes',
    table: (points: number) => `Table of ${plural(points, 'value')}, newest first`,
    budgetOutside: 'The budget lies outside of the chart.',
    notJudged: 'The newest run has a point here without a verdict.',
    notInRun: 'The newest run has no point of this series.',
  },

  tests: {
    heading: 'Tests of this run',
    none: 'This run has no test results.',
    open: (count: number) =>
      count === 1 ? '1 test' : `All ${plural(count, 'test')}, the slowest first`,
    outcome: 'Outcome',
    test: 'Test',
    duration: 'Duration',
    retries: 'Retries',
    outcomes: {
      passed: 'Passed',
      failed: 'Failed',
      flaky: 'Flaky',
      skipped: 'Skipped',
      timedOut: 'Timed out',
      interrupted: 'Interrupted',
    } satisfies Record<SiteData['tests'][number]['outcome'], string>,
    count: (count: number, outcome: string) =>
      `${count.toLocaleString('en')} ${outcome.toLowerCase()}`,
  },

  legend: {
    heading: 'How to read this',
    line: 'Line: the mean of each run.',
    band: 'Band: its 99 % interval. There is no band when one process measured it.',
    budget: 'Dashed line: the budget. It is left out where it lies far from the values.',
    axis: 'The vertical axis does not start at zero; it spans at least a tenth of the value (a fiftieth for counts), so that noise looks small.',
    generated: (moment: string) => `Exported ${moment}.`,
  },
} as const;
