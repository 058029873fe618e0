import { relative } from 'node:path';
import type { FailureDescription } from '../fork/failure.ts';
import type { DeclaredBenchmark, TestInFile, TestPath } from '../fork/bench-protocol.ts';
import { type ForkOptions, runInFork } from '../fork/run-in-fork.ts';
import type { Project } from '@night-pilot/perf-report/workspace';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';

/** A test of a bench file. */
export interface ListedTest {
  file: string;
  path: TestPath;
  /** Line of its declaration in the file. null: another file declares it. */
  line: number | null;
  /** Its benchmarks. null: not asked for, or only a process of its own shows them. */
  declared: readonly DeclaredBenchmark[] | null;
}

/** A file, or tests of one name, that cannot be measured at all. */
export interface ListFailure {
  /** Empty for a file as a whole. */
  suite: string;
  name: string;
  error: FailureDescription;
}

export interface ListTestsOptions {
  project: Project;
  /** Absolute paths of bench files. */
  files: readonly string[];
  /** Only tests whose suite passes. */
  wanted: (suite: string) => boolean;
  /** Also list the benchmarks of tests. @default false */
  declare?: boolean;
  /** Limit of the time in which a file has to load, in ms. */
  limitMs: number;
  signal?: AbortSignal | undefined;
}

/**
 * Loads bench files, each in a process of its own, and lists their tests. A file that cannot be loaded or has no tests
 * is a failure. So are several tests of one suite, in one file or in several: they would be one series.
 */
export async function listTests({
  project,
  files,
  wanted,
  declare = false,
  limitMs,
  signal,
}: ListTestsOptions): Promise<{ tests: ListedTest[]; failures: ListFailure[] }> {
  const tests: ListedTest[] = [];
  const failures: ListFailure[] = [];
  for (const file of files) {
    const listed = await listFile(file, { cwd: project.root, declare, limitMs, signal });
    if (listed.state === 'listed') {
      tests.push(...listed.tests);
    } else {
      failures.push({ suite: '', name: relative(project.root, file), error: listed.error });
    }
  }
  const suites = Map.groupBy(
    tests.filter(({ path }) => wanted(suiteOf(path))),
    ({ path }) => suiteOf(path),
  );
  const clashes = [...suites].filter(([, { length }]) => length > 1);
  failures.push(...clashes.map(([suite, members]) => sameName(suite, members, project)));
  return {
    tests: [...suites.values()].flatMap((members) => (members.length > 1 ? [] : members)),
    failures,
  };
}

type ListedFile =
  | { state: 'listed'; tests: ListedTest[] }
  | { state: 'failed'; error: FailureDescription };

/**
 * Lists the tests of a bench file in one process.
 *
 * @throws the reason of `signal` when it is aborted.
 */
export async function listFile(
  file: string,
  { declare, ...options }: Omit<ForkOptions, 'onMessage'> & { declare: boolean },
): Promise<ListedFile> {
  const declared = new Map<string, DeclaredBenchmark[]>();
  let tests: TestInFile[] | null = null;
  let failure: FailureDescription | null = null;
  await runInFork(
    { do: 'list-tests', file, declare },
    {
      ...options,
      onMessage(message) {
        if (message.event === 'tests') ({ tests } = message);
        if (message.event === 'listed') {
          declared.set(JSON.stringify(message.test), message.benchmarks);
        }
        if (message.event === 'failed') failure ??= message.error;
      },
    },
  );
  const listed = tests as TestInFile[] | null;
  // A test that ends the process does so again in a process of its own, and is reported there.
  if (listed !== null) {
    const own = (path: TestPath) => declared.get(JSON.stringify(path)) ?? null;
    return {
      state: 'listed',
      tests: listed.map((test) => ({ file, ...test, declared: own(test.path) })),
    };
  }
  const error = { code: 'EXITED', message: 'its process ended before it listed its tests' };
  return { state: 'failed', error: failure ?? error };
}

function sameName(suite: string, tests: readonly ListedTest[], { root }: Project): ListFailure {
  const places = tests.map(({ file, line }) => {
    const name = relative(root, file);
    return line === null ? name : `${name}:${line}`;
  });
  const message = `${tests.length} tests have this name, in ${places.join(' and ')}: rename all but one, or they would be one series`;
  return { suite, name: 'test', error: { code: 'NAME_TAKEN', message } };
}

/** Returns the suite of a test's metrics. */
export function suiteOf(path: TestPath): string {
  return path.join(SUITE_SEPARATOR);
}
