import { relative } from 'node:path';
import type { FailureDescription, TestPath } from '../fork/protocol.ts';
import { runInFork } from '../fork/run-in-fork.ts';
import type { Project } from '@night-pilot/perf-report/workspace';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';

/** A test of a bench file. */
export interface ListedTest {
  file: string;
  path: TestPath;
  /** Where its file declares it. null: another file does. */
  line: number | null;
}

/** What cannot be measured at all. */
export interface ListFailure {
  /** Empty: the file as a whole. */
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
  /** A file that takes longer to load fails, in ms. */
  limitMs: number;
  signal?: AbortSignal | undefined;
}

/**
 * Loads bench files, each in a process of its own, and lists their tests. A file that cannot be loaded or
 * has no tests is a failure, and so are tests of one suite, in one file or in several: they would be one series.
 */
export async function listTests(
  options: ListTestsOptions,
): Promise<{ tests: ListedTest[]; failures: ListFailure[] }> {
  const { project, files, wanted, limitMs, signal } = options;
  const tests: ListedTest[] = [];
  const failures: ListFailure[] = [];
  for (const file of files) {
    await runInFork(
      { do: 'list-tests', file },
      {
        cwd: project.root,
        limitMs,
        signal,
        onMessage(message) {
          if (message.event === 'tests') {
            tests.push(...message.tests.map((test) => ({ file, ...test })));
          } else if (message.event === 'failed') {
            failures.push({ suite: '', name: relative(project.root, file), error: message.error });
          }
        },
      },
    );
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

function sameName(suite: string, tests: readonly ListedTest[], { root }: Project): ListFailure {
  const places = tests.map(({ file, line }) => {
    const name = relative(root, file);
    return line === null ? name : `${name}:${line}`;
  });
  const message = `${tests.length} tests have this name, in ${places.join(' and ')}: rename all but one, or they would be one series`;
  return { suite, name: 'test', error: { code: 'NAME_TAKEN', message } };
}

/** What the metrics of a test have as their suite. */
export function suiteOf(path: TestPath): string {
  return path.join(SUITE_SEPARATOR);
}
