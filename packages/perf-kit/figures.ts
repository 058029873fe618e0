import { defineFigures } from '@night-pilot/perf-host/figures';

type Promised = readonly [title: string, name: string, limit: number];

const atLeast = (suite: string, promised: readonly Promised[]) =>
  promised.map(([title, name, min]) => ({ title, from: 'measure', suite, name, min }) as const);

const atMost = (suite: string, promised: readonly Promised[]) =>
  promised.map(([title, name, max]) => ({ title, from: 'measure', suite, name, max }) as const);

/** What this package promises; `nx figures perf-kit` measures it. */
export default defineFigures([
  ...atLeast('decisions on wall time', [
    [
      'The 99 % interval covers the truth, at any number of pairs',
      'least coverage at any number of pairs',
      0.985,
    ],
    ['The same wherever one stops', 'least coverage at the worst stop', 0.985],
    [
      'A planted 5 % where pairs spread by 5 %: decided',
      'least share decided of a planted 5 %',
      0.9,
    ],
    ['Found, of those decided', 'least share found of those decided', 0.95],
  ]),
  ...atMost('decisions on wall time', [
    ['Called unchanged, of all of these', 'planted 5 % called unchanged', 0],
    ['Runs of 50 benchmarks without a change that raise an alarm', 'most runs with an alarm', 0.01],
    ['The same, upper 95 % bound', 'most runs with an alarm, upper 95 % bound', 0.015],
  ]),
  ...atLeast('decisions on recorded forks', [
    [
      'Forks recorded, quiet and loaded, the fewer',
      'forks recorded, the fewer of both loads',
      1000,
    ],
    [
      'Quiet: a planted 5 %, where pairs spread by at most 5 %: decided',
      'share decided of a planted 5 %',
      0.9,
    ],
    ['Found, of those decided', 'share found of those decided', 0.95],
    ['Live runs of ten benchmarks without a change', 'live runs', 20],
  ]),
  ...atMost('decisions on recorded forks', [
    ['Called unchanged, of these comparisons', 'planted 5 % called unchanged', 0],
    [
      'Drawn runs of 50 benchmarks without a change that raise an alarm, quiet or loaded',
      'runs with an alarm, the most of both loads',
      0.01,
    ],
    ['The same, upper 95 % bound', 'runs with an alarm, upper 95 % bound', 0.015],
    ['Live runs that raise one', 'live runs with an alarm', 0],
  ]),
  ...atLeast('large regressions', [
    ['Slowdowns of 3× to 10,000× called a regression, of ten', 'slowdowns found', 10],
    ['The same while every core is kept busy', 'slowdowns found on busy cores', 10],
    ['Heads that never end called a regression, of one', 'endless loops found', 1],
  ]),
  ...atMost('large regressions', [
    ['The longest of these comparisons takes (s)', 'longest comparison', 30],
    ['The same while every core is kept busy (s)', 'longest comparison on busy cores', 90],
    ['A comparison with a head that never ends takes (s)', 'comparison with an endless loop', 30],
  ]),
  ...atMost('counts of edited programs', [
    [
      'Programs of six whose instructions cannot be counted',
      'programs without a count of instructions',
      0,
    ],
    [
      'Counts of instructions of an unchanged program differ by, on busy cores',
      'largest spread of instructions',
      0.0005,
    ],
    ['The same of allocated bytes', 'largest spread of allocated bytes', 0.0005],
    [
      'Unchanged programs that raise an alarm, of 200 on busy cores',
      'equal programs that raise an alarm',
      0,
    ],
    [
      'Edits that change nothing and raise an alarm, of 300 on busy cores',
      'null edits that raise an alarm',
      0,
    ],
    ['The most that one of these moves a count', 'largest move by a null edit', 0.004],
    ['The most where code moves to another file', 'largest move by code in another file', 0.0125],
    [
      'A benchmark in both versions takes (median, s)',
      'seconds for a benchmark in both versions',
      60,
    ],
  ]),
  ...atLeast('counts of edited programs', [
    ['Planted edits of 1 % found, of 100', 'found of planted 1 %', 1],
    ['Planted edits of 0.5 % found, of 100', 'found of planted 0.5 %', 0.95],
    [
      'The least that one of these 200 adds, of what was planted',
      'least that a planted edit adds, of what was planted',
      0.95,
    ],
  ]),
  ...atLeast('agreement', [
    [
      'Functions of ten that mitata says the same of',
      'functions whose interval overlaps that of mitata',
      4,
    ],
    [
      'Functions of ten that mitata or a plain loop says the same of',
      'functions whose interval overlaps that of mitata or of a plain loop',
      7,
    ],
  ]),
  ...atMost('agreement', [
    [
      'Farthest from the nearer of these, functions below 20 ns (in ns)',
      'farthest from the nearer of both below 20 ns, in ns',
      2,
    ],
    [
      'The same as a share, functions from 20 ns on',
      'farthest from the nearer of both from 20 ns on, as a share',
      0.05,
    ],
  ]),
  ...atMost('bench host', [
    ['What the host adds to a function of 1 ms', 'overhead around 1 ms', 0.001],
    [
      'From the start of a fork to the first call, against a bare Node',
      'first call of a fork / bare Node',
      4,
    ],
  ]),
  ...atLeast('convert', [
    ['Formats that convert both reads and writes', 'formats both read and written', 5],
    ['Round trips of the sample files through them', 'round trips', 82],
  ]),
  ...atMost('convert', [['Of these, that lose or re-scale a value', 'round trips with a loss', 0]]),
  ...atMost('load tester', [
    [
      'ConcurrentTester at 10,000/s: operations start late by (median of the quietest tenth)',
      'added latency, median',
      50,
    ],
    ['Cores that this keeps busy', 'cores busy at 10,000/s', 1.1],
    ['The same at 100/s', 'cores busy at 100/s', 0.9],
    ['A target that stalls for 1 s: p90 to p99.9 are off by', 'stall, without a limit', 0.05],
    ['The same where one operation is under way at a time', 'stall, one at a time', 0.05],
    ['What it adds to a function, in ns', 'added to an empty function', 250],
  ]),
  {
    title: 'HTTP requests per second, against autocannon',
    ...{ from: 'measure', suite: 'load tester', name: 'HTTP requests' },
    ...{ against: 'HTTP requests by autocannon', min: 0.9 },
  },
  {
    title: 'Lists of ten rows of SQLite, against a pool of promises that measures nothing',
    ...{ from: 'measure', suite: 'load tester', name: 'lists' },
    ...{ against: 'lists by a naive pool', min: 0.95 },
  },
  ...atMost('test data', [
    ['A million prompts: what is held grows by', 'growth of memory held', 2 ** 20],
    ['Resident memory grows by, at its most', 'growth of resident memory', 32 * 2 ** 20],
    ['They take (s)', 'time for a million prompts', 30],
    [
      'Cron expressions of a million that croner refuses',
      'cron expressions that croner refuses',
      0,
    ],
  ]),
  ...atMost('profiler', [
    ['A checkpoint of PerformanceProfiler, in ns', 'a checkpoint', 1_000],
    ['One inside of another, in ns', 'a checkpoint in another', 1_000],
  ]),
  ...atMost('resource monitor', [
    ['ResourceMonitor at 100 ms takes of one core', 'own CPU, this process', 0.01],
    ['The same for a tree of ten children', 'own CPU, tree of ten children', 0.01],
    ['Of eight processes without a leak, called leaking', 'called a leak without one', 0],
    [
      'Simulated noise without a leak that is called one',
      'simulated: most called a leak without one',
      0.01,
    ],
    ['Ten children that come and go: CPU time differs from /proc by', 'CPU against /proc', 0.02],
    ['From what the processes say themselves by', 'CPU against what the processes say', 0.02],
    ['Memory differs from pidusage by', 'memory against pidusage', 0.02],
  ]),
  ...atLeast('resource monitor', [
    ['Eight planted leaks of 1 MB a minute found in 60 s', 'planted leaks found', 1],
    // All of eight in 92 runs of 100: at 99 % an interval may miss.
    ['Their 99 % interval covers the truth', 'planted leaks covered', 7 / 8],
    ['The same, simulated noise', 'simulated: least coverage', 0.98],
  ]),
  ...atLeast('differential profiles', [
    ['The function that was made slower is named first, of 20', 'plants named first', 18],
    ['The same of 18 that V8 compiles into their callers', 'inlined plants named first', 17],
  ]),
  ...atMost('differential profiles', [
    ['Of all, beside which no function is named', 'plants without a named function', 0],
  ]),
]);
