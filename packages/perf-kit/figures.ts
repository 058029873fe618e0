import { defineFigures } from '@night-pilot/perf-host/figures';

type PromisedMetric = readonly [title: string, name: string, limit: number];

const atLeast = (suite: string, promised: readonly PromisedMetric[]) =>
  promised.map(([title, name, min]) => ({ title, from: 'measure', suite, name, min }) as const);

const atMost = (suite: string, promised: readonly PromisedMetric[]) =>
  promised.map(([title, name, max]) => ({ title, from: 'measure', suite, name, max }) as const);

/** Promises of this package; `nx figures perf-kit` measures them. */
export default defineFigures([
  ...atLeast('decisions on wall time', [
    [
      'Share of 99 % intervals that contain the truth, at any number of pairs',
      'least coverage at any number of pairs',
      0.985,
    ],
    ['The same at whichever look a comparison stops', 'least coverage at the worst stop', 0.985],
    [
      'Planted 5 % where pairs spread by 5 %: share decided',
      'least share decided of a planted 5 %',
      0.9,
    ],
    ['Share of these found', 'least share found of those decided', 0.95],
  ]),
  ...atMost('decisions on wall time', [
    ['Planted 5 % called unchanged', 'planted 5 % called unchanged', 0],
    ['Share of runs of 50 unchanged benchmarks with an alarm', 'most runs with an alarm', 0.01],
    ['The same, upper 95 % bound', 'most runs with an alarm, upper 95 % bound', 0.015],
  ]),
  ...atLeast('decisions on recorded forks', [
    [
      'Recorded forks, the smaller number of quiet and loaded',
      'forks recorded, the fewer of both loads',
      1000,
    ],
    [
      'Quiet: planted slowdowns as large as pairs spread by, at least 5 %: share decided',
      'share decided of planted slowdowns',
      0.9,
    ],
    ['Share of these found', 'share found of those decided', 0.95],
    ['Live runs of ten unchanged benchmarks', 'live runs', 20],
  ]),
  ...atMost('decisions on recorded forks', [
    ['Planted slowdowns called unchanged', 'planted slowdowns called unchanged', 0],
    [
      'Share of drawn runs of 50 unchanged benchmarks with an alarm, the larger of quiet and loaded',
      'runs with an alarm, the most of both loads',
      0.01,
    ],
    ['The same, upper 95 % bound', 'runs with an alarm, upper 95 % bound', 0.015],
    ['Live runs with an alarm', 'live runs with an alarm', 0],
  ]),
  ...atLeast('large regressions', [
    ['Slowdowns of 3× to 10,000× called a regression, of ten', 'slowdowns found', 10],
    ['The same while every core is kept busy', 'slowdowns found on busy cores', 10],
    ['Endless heads called a regression, of one', 'endless loops found', 1],
  ]),
  ...atMost('large regressions', [
    ['Longest of these comparisons (s)', 'longest comparison', 30],
    ['The same while every core is kept busy (s)', 'longest comparison on busy cores', 90],
    ['Comparison with an endless head (s)', 'comparison with an endless loop', 30],
  ]),
  ...atMost('suites', [
    ['200 benchmarks in 20 files, nothing changed (min)', 'nothing changed', 8],
    ['Alarms among them', 'nothing changed, alarms', 0],
    ['The same where the counts of base are remembered (min)', 'nothing changed, remembered', 4],
    ['Alarms among them', 'nothing changed, remembered, alarms', 0],
    ['The same with --changed (s)', 'nothing changed, --changed', 30],
    ['The same with five planted changes of 1 % (min)', 'five planted changes', 10],
    ['Alarms on others', 'five planted changes, other alarms', 0],
  ]),
  ...atMost('one benchmark', [
    ['One benchmark, nothing changed (s)', 'no other load', 12],
    ['The same while every core is kept busy (s)', 'busy cores', 40],
  ]),
  ...atMost('edits in shared processes', [
    [
      'Planted changes of 0.5 and 1 % that the pass over a file calls unchanged, of 200',
      'planted edits called unchanged',
      0,
    ],
  ]),
  ...atLeast('edits in shared processes', [
    ['Edits without an effect that it calls unchanged', 'null edits called unchanged', 0.8],
  ]),
  ...atMost('reordered benchmarks', [
    [
      'Comparisons with an alarm where benchmarks change places, of 100',
      'comparisons with an alarm',
      0,
    ],
    ['Benchmarks without a verdict among them', 'benchmarks without a verdict', 0],
  ]),
  ...atLeast('suites', [
    [
      'Planted changes of 1 % found among 200 benchmarks, of five',
      'five planted changes, found',
      5,
    ],
  ]),
  ...atMost('counts of edited programs', [
    [
      'Programs without a count of instructions, of six',
      'programs without a count of instructions',
      0,
    ],
    [
      'Largest difference between instruction counts of an unchanged program, on busy cores',
      'largest spread of instructions',
      0.0005,
    ],
    ['The same for allocated bytes', 'largest spread of allocated bytes', 0.0005],
    [
      'Unchanged programs with an alarm, of 200 on busy cores',
      'equal programs that raise an alarm',
      0,
    ],
    [
      'Edits without an effect that raise an alarm, of 300 on busy cores',
      'null edits that raise an alarm',
      0,
    ],
    ['Largest effect of one of these on a count', 'largest move by a null edit', 0.004],
    ['The same where code moves to another file', 'largest move by code in another file', 0.0125],
    [
      'Time to count a benchmark in both versions (median, s)',
      'seconds for a benchmark in both versions',
      60,
    ],
  ]),
  ...atLeast('counts of edited programs', [
    ['Share of 100 planted edits of 1 % found', 'found of planted 1 %', 1],
    ['Share of 100 planted edits of 0.5 % found', 'found of planted 0.5 %', 0.95],
    [
      'Least effect of one of these 200 edits, as a share of the planted effect',
      'least that a planted edit adds, of what was planted',
      0.95,
    ],
  ]),
  ...atLeast('agreement', [
    [
      'Functions whose interval overlaps that of mitata, of ten',
      'functions whose interval overlaps that of mitata',
      4,
    ],
    [
      'Functions whose interval overlaps that of mitata or of a plain loop, of ten',
      'functions whose interval overlaps that of mitata or of a plain loop',
      7,
    ],
  ]),
  ...atMost('agreement', [
    [
      'Largest distance to the nearer of the two, functions below 20 ns (ns)',
      'farthest from the nearer of both below 20 ns, in ns',
      2,
    ],
    [
      'The same as a share, functions of 20 ns and more',
      'farthest from the nearer of both from 20 ns on, as a share',
      0.05,
    ],
  ]),
  ...atMost('bench host', [
    ['Overhead of the host around a function of 1 ms', 'overhead around 1 ms', 0.001],
    [
      'Time from the start of a fork to the first call, against a bare Node',
      'first call of a fork / bare Node',
      4,
    ],
  ]),
  ...atLeast('convert', [
    ['Formats that convert both reads and writes', 'formats both read and written', 5],
    ['Round trips of the sample files through them', 'round trips', 91],
  ]),
  ...atMost('convert', [
    ['Round trips that lose or re-scale a value', 'round trips with a loss', 0],
  ]),
  ...atMost('load tester', [
    [
      'ConcurrentTester at 10,000/s: delay of starts (median of the quietest tenth)',
      'added latency, median',
      50,
    ],
    ['Cores kept busy by this', 'cores busy at 10,000/s', 1.1],
    ['The same at 100/s', 'cores busy at 100/s', 0.9],
    ['Target that stalls for 1 s: largest error of p90 to p99.9', 'stall, without a limit', 0.05],
    ['The same with one operation in flight at a time', 'stall, one at a time', 0.05],
    ['Overhead around a function, in ns', 'added to an empty function', 250],
  ]),
  {
    title: 'HTTP requests per second, against autocannon',
    from: 'measure',
    suite: 'load tester',
    name: 'HTTP requests',
    against: 'HTTP requests by autocannon',
    min: 0.9,
  },
  {
    title: 'Lists of ten SQLite rows, against a pool of promises without measurement',
    from: 'measure',
    suite: 'load tester',
    name: 'lists',
    against: 'lists by a naive pool',
    min: 0.95,
  },
  ...atMost('test data', [
    ['A million prompts: growth of the heap in use', 'growth of memory held', 2 ** 20],
    ['Largest growth of resident memory', 'growth of resident memory', 32 * 2 ** 20],
    ['Time for a million prompts (s)', 'time for a million prompts', 30],
    [
      'Cron expressions that croner refuses, of a million',
      'cron expressions that croner refuses',
      0,
    ],
  ]),
  ...atMost('profiler', [
    ['A checkpoint of PerformanceProfiler, in ns', 'a checkpoint', 1_000],
    ['A checkpoint inside another, in ns', 'a checkpoint in another', 1_000],
  ]),
  ...atMost('resource monitor', [
    ['Share of a core for ResourceMonitor at 100 ms', 'own CPU, this process', 0.01],
    ['The same for a tree of ten children', 'own CPU, tree of ten children', 0.01],
    ['Processes without a leak called leaking, of eight', 'called a leak without one', 0],
    [
      'Simulated noise without a leak called a leak',
      'simulated: most called a leak without one',
      0.01,
    ],
    ['Ten children that come and go: difference of CPU time to /proc', 'CPU against /proc', 0.02],
    [
      'Difference to the CPU time that the processes report',
      'CPU against what the processes say',
      0.02,
    ],
    ['Difference of memory to pidusage', 'memory against pidusage', 0.02],
  ]),
  ...atLeast('resource monitor', [
    ['Share of eight planted leaks of 1 MB a minute found in 60 s', 'planted leaks found', 1],
    // All eight are covered in 92 runs of 100, because a 99 % interval may miss the truth.
    ['Share of these whose 99 % interval contains the truth', 'planted leaks covered', 7 / 8],
    ['The same for simulated noise', 'simulated: least coverage', 0.98],
  ]),
  ...atLeast('differential profiles', [
    ['Slowed-down functions named first, of 20', 'plants named first', 18],
    [
      'The same for functions that V8 compiles into their callers, of 18',
      'inlined plants named first',
      17,
    ],
  ]),
  ...atMost('differential profiles', [
    ['Slowed-down programs without any named function', 'plants without a named function', 0],
  ]),
]);
