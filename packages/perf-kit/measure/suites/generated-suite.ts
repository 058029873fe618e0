import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const BIN = fileURLToPath(new URL('../../bin/perf-kit.mjs', import.meta.url));
const run = promisify(execFile);

/** Bodies of CPU-bound functions of 200 rows, of five kinds. */
const BODIES: readonly ((seed: number) => string)[] = [
  (seed) => `let sum = 0; for (const row of rows) sum += (row.id * ${seed + 2}) % 7; return sum;`,
  (seed) => `return rows.map((row) => ({ ...row, at: row.id + ${seed} })).length;`,
  (seed) =>
    `const seen = new Map<string, number>(); for (const row of rows) seen.set(row.name, (seen.get(row.name) ?? 0) + ${seed}); return seen.size;`,
  (seed) => `return JSON.stringify(rows.slice(0, ${40 + seed})).length;`,
  (seed) =>
    `return rows.filter((row) => row.name.endsWith('${seed}')).map((row) => row.name.toUpperCase()).join().length;`,
];
/**
 * Rows for each round of the planted loop, by the kind of body: it then adds a little over 1 %. The number of rounds depends on
 * the rows, because V8 unrolls a short loop of constant length and then removes it.
 */
const ROWS_PER_ROUND: readonly number[] = [45, 12, 6, 9, 17];
const planted = (rowsPerRound: number) =>
  `let planted = 0; for (let at = 0; at < rows.length / ${rowsPerRound}; at += 1) planted += rows[at]!.id % 3; if (planted < 0) return planted;`;

export interface SuiteSize {
  files: number;
  /** Benchmarks in each file. */
  benchmarks: number;
}

/** What a comparison printed and left. */
export interface ComparedSuite {
  exitCode: number | null;
  seconds: number;
  /** Suites of the regressions. */
  regressions: string[];
  unchanged: number;
  /** Verdicts that say that something changed. */
  changed: number;
  /** Verdicts that are undecided. */
  others: number;
}

/** A repository with one commit of bench files, in a temporary folder. */
export class GeneratedSuite implements AsyncDisposable {
  readonly #root: string;
  readonly #size: SuiteSize;

  private constructor(root: string, size: SuiteSize) {
    this.#root = root;
    this.#size = size;
  }

  static async create(size: SuiteSize): Promise<GeneratedSuite> {
    const root = await mkdtemp(join(tmpdir(), 'perf-kit-suite-'));
    const suite = new GeneratedSuite(root, size);
    for (const folder of ['src', 'bench']) await mkdir(join(root, folder));
    await writeFile(join(root, 'package.json'), '{ "name": "suite", "type": "module" }\n');
    for (let file = 0; file < size.files; file += 1) {
      await writeFile(
        join(root, 'bench', `file${file}.bench.ts`),
        benchFile(file, [...Array(size.benchmarks).keys()]),
      );
    }
    await suite.plant([]);
    const git = (...args: string[]) => run('git', args, { cwd: root });
    await git('init', '--quiet');
    await git('add', '--all');
    await git('-c', 'user.name=perf-kit', '-c', 'user.email=', 'commit', '--quiet', '-m', 'suite');
    return suite;
  }

  /** Writes the first bench file of the work tree, and the functions that it calls, with these benchmarks in this order. */
  async arrange(order: readonly number[]): Promise<void> {
    const functions = order.map((at) => functionOf({ file: 0, at, isPlanted: false }));
    await writeFile(join(this.#root, 'src', 'file0.ts'), `${functions.join('\n')}\n`);
    await writeFile(join(this.#root, 'bench', 'file0.bench.ts'), benchFile(0, order));
  }

  /** Writes the work tree: in these files, the function of the same number takes about 1 % more. */
  async plant(files: readonly number[]): Promise<void> {
    const { files: all, benchmarks } = this.#size;
    for (let file = 0; file < all; file += 1) {
      const functions = Array.from({ length: benchmarks }, (_, at) =>
        functionOf({ file, at, isPlanted: files.includes(file) && at === file % benchmarks }),
      );
      await writeFile(join(this.#root, 'src', `file${file}.ts`), `${functions.join('\n')}\n`);
    }
  }

  /** Runs `perf-kit compare HEAD` with these options. */
  async compare(options: readonly string[], signal: AbortSignal): Promise<ComparedSuite> {
    const startedAt = performance.now();
    const child = spawn(process.execPath, [BIN, 'compare', 'HEAD', ...options], {
      cwd: this.#root,
      signal,
      stdio: 'ignore',
      killSignal: 'SIGINT',
    });
    const [exitCode] = (await once(child, 'exit')) as [number | null];
    const seconds = (performance.now() - startedAt) / 1000;
    const folder = join(this.#root, 'reports', 'compare');
    const newest = (await readdir(folder)).sort().at(-1) ?? '';
    const { verdicts } = JSON.parse(
      await readFile(join(folder, newest, 'verdicts.json'), 'utf8'),
    ) as { verdicts: { verdict: string; series: { suite: string } }[] };
    const of = (verdict: string) => verdicts.filter((one) => one.verdict === verdict);
    const regressions = [...new Set(of('regression').map(({ series }) => series.suite))];
    const unchanged = of('unchanged').length;
    const changed = of('regression').length + of('improvement').length;
    return { exitCode, seconds, regressions, unchanged, changed, others: of('undecided').length };
  }

  /** Forgets the counts of earlier comparisons. */
  async forget(): Promise<void> {
    await rm(join(this.#root, 'reports', 'counts'), { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#root, { recursive: true, force: true });
  }
}

/** Returns the suite of a planted benchmark's verdict. */
export function plantedSuite(file: number, { benchmarks }: SuiteSize): string {
  return `file${file} › work${file % benchmarks}`;
}

function functionOf({
  file,
  at,
  isPlanted,
}: {
  file: number;
  at: number;
  isPlanted: boolean;
}): string {
  const kind = (at + file) % BODIES.length;
  const body = (BODIES[kind] as (seed: number) => string)(at);
  const before = isPlanted ? planted(ROWS_PER_ROUND[kind] ?? 1) : '';
  return `export function work${at}(rows: { id: number; name: string }[]): number { ${before} ${body} }`;
}

function benchFile(file: number, order: readonly number[]): string {
  const tests = order.map(
    (at) =>
      `  test('work${at}', async ({ bench }) => { await bench('rows', () => file.work${at}(rows)).run(); });`,
  );
  return `import { describe, test } from 'vitest';
import * as file from '../src/file${file}.ts';

const rows = Array.from({ length: 200 }, (_, id) => ({ id, name: \`row\${id % 17}\` }));
describe('file${file}', () => {
${tests.join('\n')}
});
`;
}
