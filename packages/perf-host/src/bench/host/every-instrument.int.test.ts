import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { readMessages } from '../../count/read-answer.ts';
import { REQUEST_FILE } from '../../fork/exchange-files.ts';
import type { ForkMessage, ForkRequest } from '../../fork/protocol.ts';
import { runInFork } from '../../fork/run-in-fork.ts';
import { NO_WINDOW, WINDOW_CHANNEL, windowMessage } from '../../fork/window-channel.ts';
import { WORKER_FILE } from '../../fork/worker-file.ts';
import { writeProject } from '@night-pilot/perf-report/testing';

/** The hooks in `BENCHMARK` make the list that the function needs, and take it away again. */
const BENCH = `import { writeFileSync } from 'node:fs';
  import { test } from 'vitest';
  let list: number[] | null = null;
  let outside = 0;
  const log: string[] = [];
  const make = (what: string, mode?: string) => {
    list = Array.from({ length: 1000 }, (_, at) => at);
    log.push(what + ' ' + mode);
  };
  const drop = (what: string, mode?: string) => {
    list = null;
    log.push(what + ' ' + mode);
  };
  const copy = () => {
    if (list === null) outside += 1;
    return [...(list ?? [])];
  };
  test('copies', async ({ bench }) => {
    await BENCHMARK;
    writeFileSync('log.json', JSON.stringify({ log, outside }));
  });`;

const FORMS: [string, string][] = [
  [
    'options of run',
    `bench('copy', copy).run({
      setup: (task, mode) => make('before ' + task.name, mode),
      teardown: (task, mode) => drop('after ' + task.name, mode),
    })`,
  ],
  [
    'options of compare',
    `bench.compare(bench('copy', copy), bench('other', () => 1), {
      setup: (task, mode) => task.name === 'copy' && make('before ' + task.name, mode),
      teardown: (task, mode) => task.name === 'copy' && drop('after ' + task.name, mode),
    })`,
  ],
  [
    'hooks of the benchmark',
    `bench('copy', {
      beforeAll(mode) { make('before ' + this.name, mode); },
      afterAll(mode) { drop('after ' + this.name, mode); },
    }, copy).run()`,
  ],
];

const sampling = { timeMs: 1, warmupTimeMs: 1, minSamples: 1, reversed: false };
const REQUESTS = [
  { do: 'measure-test', sampling },
  { do: 'inspect-benchmarks', timeMs: 1 },
  { do: 'read-heap', windows: [10, 10, 10] },
  { do: 'run-windows', passes: 1 },
  { do: 'profile-benchmark', profiler: 'cpu', timeMs: 1 },
  { do: 'profile-benchmark', profiler: 'heap', timeMs: 1 },
] as const;

/** Asks a process as forks are asked, or as counted processes are, with two windows if it asks for them. */
async function serve(root: string, request: { do: string }): Promise<ForkMessage[]> {
  const folder = join(root, 'exchange');
  await mkdir(folder);
  const names = { test: ['copies'], benchmark: 'copy' };
  const whole = { file: join(root, 'one.bench.ts'), ...names, benchmarks: [names], ...request };
  if (whole.do === 'measure-test') {
    const messages: ForkMessage[] = [];
    const onMessage = (message: ForkMessage) => void messages.push(message);
    await runInFork(whole as ForkRequest, { cwd: root, limitMs: 60_000, onMessage });
    return messages;
  }
  await writeFile(join(folder, REQUEST_FILE), JSON.stringify(whole));
  const child = spawn(process.execPath, ['--expose-gc', WORKER_FILE, folder], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const channel = child.stdio[WINDOW_CHANNEL] as Duplex;
  // A process that asks for no window exits without reading them.
  channel.on('error', () => undefined);
  const window = windowMessage({ iterations: 10, isCounted: true });
  channel.write(window + window + NO_WINDOW);
  channel.resume();
  await once(child, 'exit');
  return readMessages(folder);
}

test.each(
  FORMS.flatMap(([form, source]) => REQUESTS.map((request) => ({ form, source, request }))),
)('calls $form around the warm-up and the run of $request.do', async ({ source, request }) => {
  const { root } = await writeProject({ 'one.bench.ts': BENCH.replace('BENCHMARK', source) });
  const messages = await serve(root, request);
  const failures = messages.filter(({ event }) => event === 'failed' || event === 'unmeasured');
  expect(failures).toEqual([]);
  expect(JSON.parse(readFileSync(join(root, 'log.json'), 'utf8'))).toEqual({
    log: ['before copy warmup', 'after copy warmup', 'before copy run', 'after copy run'],
    outside: 0,
  });
});
