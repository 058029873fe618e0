import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import Database from 'better-sqlite3';
import { ConcurrentTester, percentilesMs } from '@night-pilot/perf-tools/load';
import { defineMeasurement } from '@night-pilot/perf-host/fork';
import { median } from '@night-pilot/perf-report/stats';
import { KeepAliveClient } from './keep-alive-client.ts';

const RATE = 10_000;
const CONNECTIONS = 20;
const HTTP_SECONDS = 1;
const PARTS = 10;
/** Turns are short, so that a disturbance of the machine affects both sides. */
const ROUNDS = 8;
const LISTS = 20_000;
const EMPTY_CALLS = 300_000;

const STALL_RATE = 1_000;
const STALL_OPERATIONS = 5_000;
const STALL = { fromMs: 2_000, toMs: 3_000 };

type Operation = () => Promise<unknown>;

/** Measures ConcurrentTester and its references in turns, in one process. */
export default defineMeasurement({
  name: 'load tester',
  repetitions: 5,
  metrics: {
    'added latency, median': { kind: 'time', unit: 'us', better: 'lower' },
    'added latency, p99': { kind: 'time', unit: 'us', better: 'lower' },
    'cores busy at 10,000/s': { kind: 'ratio', unit: '1', better: 'lower' },
    'cores busy at 100/s': { kind: 'ratio', unit: '1', better: 'lower' },
    'stall, without a limit': { kind: 'ratio', unit: '1', better: 'lower' },
    'stall, one at a time': { kind: 'ratio', unit: '1', better: 'lower' },
    'HTTP requests': { kind: 'throughput', unit: 'ops/s', better: 'higher' },
    'HTTP requests by autocannon': { kind: 'throughput', unit: 'ops/s', better: 'higher' },
    'HTTP requests with node:http': { kind: 'throughput', unit: 'ops/s', better: 'higher' },
    lists: { kind: 'throughput', unit: 'ops/s', better: 'higher' },
    'lists by a naive pool': { kind: 'throughput', unit: 'ops/s', better: 'higher' },
    'added to an empty function': { kind: 'time', unit: 'ns', better: 'lower' },
  },
  async run({ signal, progress }) {
    const fast = await openArrival(RATE, 2_000);
    progress(1, 6);
    const slow = await openArrival(100, 1_000);
    progress(2, 6);
    const [unlimited, oneByOne] = await Promise.all([
      errorOfStall({}),
      errorOfStall({ maxUnderWay: 1 }),
    ]);
    progress(3, 6);
    signal.throwIfAborted();
    const http = await httpRequests();
    progress(4, 6);
    const list = await listsOfTen();
    progress(5, 6);
    const empty = await against(EMPTY_CALLS, async () => undefined);
    return {
      'added latency, median': fast.medianUs,
      'added latency, p99': fast.p99Us,
      'cores busy at 10,000/s': fast.coresBusy,
      'cores busy at 100/s': slow.coresBusy,
      'stall, without a limit': unlimited,
      'stall, one at a time': oneByOne,
      ...http,
      lists: list.ours,
      'lists by a naive pool': list.naive,
      'added to an empty function': 1e9 / empty.ours - 1e9 / empty.naive,
    };
  },
});

/**
 * Measures the start delays of operations that end at once, at a rate, and the CPU time that the tester takes. The median is
 * that of the quietest of ten parts: while another process takes the core everything starts late, which is not the tester's
 * fault.
 */
async function openArrival(rate: number, durationMs: number) {
  const tester = new ConcurrentTester({ rate, durationMs });
  const before = process.cpuUsage();
  const { startDelaysMs: delays } = await tester.run(async () => undefined);
  const { user, system } = process.cpuUsage(before);
  if (delays === null) throw new Error('Expected a test with a rate to return its start delays.');
  const length = delays.length / PARTS;
  const medians = Array.from(
    { length: PARTS },
    (_, part) => percentilesMs(delays.subarray(part * length, (part + 1) * length))?.p50 ?? NaN,
  );
  return {
    medianUs: 1_000 * Math.min(...medians),
    p99Us: 1_000 * (percentilesMs(delays)?.p99 ?? NaN),
    coresBusy: (user + system) / 1_000 / durationMs,
  };
}

/**
 * Measures a target that answers at once, except that operations due within one second wait for the end of that second. By
 * intended start times, each of these takes the rest of that second. With one operation in flight, operations that queue
 * behind them take the rest of it too.
 *
 * @returns The largest error of p90, p95, p99 and p99.9, as a share of the right value.
 */
async function errorOfStall({ maxUnderWay }: { maxUnderWay?: number }): Promise<number> {
  const dueMs = Array.from(
    { length: STALL_OPERATIONS },
    (_, index) => (index / STALL_RATE) * 1_000,
  );
  const isStalled = (ms: number) => ms >= STALL.fromMs && ms < STALL.toMs;
  const startedAt = performance.now();
  const sinceMs = () => performance.now() - startedAt;
  let endMs = Infinity;
  const tester = new ConcurrentTester({
    rate: STALL_RATE,
    operations: STALL_OPERATIONS,
    maxUnderWay,
  });
  const { percentilesMs: measured } = await tester.run(async (index) => {
    if (!isStalled(dueMs[index] ?? NaN) || sinceMs() >= STALL.toMs) return;
    await setTimeout(STALL.toMs - sinceMs());
    endMs = Math.min(endMs, sinceMs());
  });
  const waitsUntil = maxUnderWay === undefined ? STALL.toMs : endMs;
  const right = percentilesMs(
    Float64Array.from(dueMs, (ms) => (ms >= STALL.fromMs && ms < waitsUntil ? endMs - ms : 0)),
  );
  if (measured === null || right === null) return NaN;
  const errors = (['p90', 'p95', 'p99', 'p999'] as const).map((name) =>
    Math.abs(measured[name] / right[name] - 1),
  );
  return Math.max(...errors);
}

/** Measures three clients against one server in a process of its own, with equal numbers of connections, in turns A B C C B A. */
async function httpRequests() {
  const server = fork(fileURLToPath(new URL('http-server.ts', import.meta.url)));
  try {
    const [port] = (await once(server, 'message')) as [number];
    const url = `http://127.0.0.1:${port}/`;
    const client = new KeepAliveClient(port);
    const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
    const ways = {
      'HTTP requests': () => requestsPerSecond(() => client.get()),
      'HTTP requests by autocannon': () => autocannonPerSecond(url),
      'HTTP requests with node:http': () => requestsPerSecond(() => getWithNode(url, agent)),
    };
    const rates = await inTurns(ways, 1);
    client.close();
    agent.destroy();
    return rates;
  } finally {
    server.kill();
    await once(server, 'exit');
  }
}

async function requestsPerSecond(operation: Operation): Promise<number> {
  const tester = new ConcurrentTester({
    durationMs: HTTP_SECONDS * 1_000,
    concurrency: CONNECTIONS,
  });
  const { succeeded, failed, durationMs } = await tester.run(operation);
  if (failed > 0) throw new Error(`Expected every request to succeed, ${failed} failed.`);
  return (succeeded / durationMs) * 1_000;
}

async function autocannonPerSecond(url: string): Promise<number> {
  const { requests, errors, non2xx, duration } = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: HTTP_SECONDS,
  });
  if (errors + non2xx > 0) throw new Error(`Expected no errors of autocannon, got ${errors}.`);
  return requests.total / duration;
}

function getWithNode(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume().on('end', resolve).on('error', reject);
    }).on('error', reject);
  });
}

/** Measures lists of ten rows of an SQLite table, each some microseconds of work. */
async function listsOfTen() {
  const database = new Database(':memory:');
  database.exec('CREATE TABLE prompts (id INTEGER PRIMARY KEY, title TEXT, content TEXT)');
  const insert = database.prepare('INSERT INTO prompts (title, content) VALUES (?, ?)');
  for (let row = 1; row <= 1_000; row += 1) insert.run(`Prompt ${row}`, 'Summarise. '.repeat(30));
  const select = database.prepare('SELECT * FROM prompts WHERE id > ? LIMIT 10');
  const rates = await against(LISTS, async (index) => select.all(index % 990));
  database.close();
  return rates;
}

/** Returns calls per second by ConcurrentTester, and by a pool of promises without measurement. */
function against(operations: number, operation: (index: number) => Promise<unknown>) {
  const ours = async () => {
    const tester = new ConcurrentTester({ operations, concurrency: CONNECTIONS });
    return (operations / (await tester.run(operation)).durationMs) * 1_000;
  };
  const naive = async () => {
    let next = 0;
    const work = async () => {
      while (next < operations) await operation(next++);
    };
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: CONNECTIONS }, work));
    return (operations / (performance.now() - startedAt)) * 1_000;
  };
  return inTurns({ ours, naive }, ROUNDS);
}

/** Runs each way once uncounted, then all ways in turns, forwards and backwards. Returns the median of each. */
async function inTurns<Name extends string>(
  ways: Record<Name, () => Promise<number>>,
  rounds: number,
): Promise<Record<Name, number>> {
  const names = Object.keys(ways) as Name[];
  const values = new Map(names.map((name) => [name, [] as number[]]));
  for (const name of names) await ways[name]();
  for (let round = 0; round < rounds; round += 1) {
    for (const name of [...names, ...names.toReversed()]) {
      values.get(name)?.push(await ways[name]());
    }
  }
  const medians = names.map((name) => [name, median(values.get(name) ?? [])] as const);
  return Object.fromEntries(medians) as Record<Name, number>;
}
