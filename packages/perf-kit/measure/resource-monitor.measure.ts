import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import pidusage from 'pidusage';
import { defineMeasurement } from '@night-pilot/perf-host/fork';
import { type Growth, ResourceMonitor } from '@night-pilot/perf-tools/monitor';
import { mean, seededRandom, trend } from '@night-pilot/perf-report/stats';
import { MEMORY_NOISES, READING_TIMES } from '@night-pilot/perf-report/testing';

const CHILDREN = 10;
const LEAK_BYTES_PER_MINUTE = 1e6;
const LEAKY = 8;
const WATCHED_MS = 60_000;
const CPU_WINDOW_MS = 8_000;
const COMING_AND_GOING_MS = 30_000;
const TRIALS = 2_000;

type Child = ChildProcess & { pid: number };

/** Measures the cost of ResourceMonitor at 100 ms, the leaks that it finds, and its agreement with `/proc` and pidusage. */
export default defineMeasurement({
  name: 'resource monitor',
  metrics: {
    'own CPU, this process': { kind: 'ratio', unit: '1', better: 'lower' },
    'own CPU, tree of ten children': { kind: 'ratio', unit: '1', better: 'lower' },
    'planted leaks found': { kind: 'ratio', unit: '1', better: 'higher' },
    'planted leaks covered': { kind: 'ratio', unit: '1', better: 'higher' },
    'called a leak without one': { kind: 'ratio', unit: '1', better: 'lower' },
    'simulated: least coverage': { kind: 'ratio', unit: '1', better: 'higher' },
    'simulated: most called a leak without one': { kind: 'ratio', unit: '1', better: 'lower' },
    'CPU against /proc': { kind: 'ratio', unit: '1', better: 'lower' },
    'CPU against what the processes say': { kind: 'ratio', unit: '1', better: 'lower' },
    'memory against pidusage': { kind: 'ratio', unit: '1', better: 'lower' },
    'children that came and went': { kind: 'count', unit: '1', better: 'higher' },
  },
  run: async ({ progress, signal }) => {
    const children = new Children(signal);
    try {
      const ownCpu = await measureOwnCpu(children);
      progress(1, 4);
      const agreement = await measureAgreement(children);
      progress(2, 4);
      const leaks = await measureLeaks(children);
      progress(3, 4);
      return { ...ownCpu, ...agreement, ...leaks, ...simulate() };
    } finally {
      children.end();
    }
  },
});

/** Child processes that do not outlive the measurement. */
class Children {
  readonly #started: ChildProcess[] = [];

  constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => this.end());
  }

  /** Starts a program and waits until it has written something. */
  async start(program: string, flags: readonly string[] = []): Promise<Child> {
    const child = spawn(process.execPath, [...flags, '--eval', program], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#started.push(child);
    await once(child.stdout, 'data');
    return child as typeof child & { pid: number };
  }

  end(): void {
    for (const child of this.#started) child.kill('SIGKILL');
  }
}

/** Returns the shares of a core that the monitor takes, without those of this process when it is idle. */
async function measureOwnCpu(children: Children) {
  const alone = (await cpuShareWhileWatching()) - (await cpuShare());
  const idle = `console.log('ready'); process.stdin.resume()`;
  const started = await Promise.all(Array.from({ length: CHILDREN }, () => children.start(idle)));
  const tree = (await cpuShareWhileWatching()) - (await cpuShare());
  for (const child of started) child.stdin?.end();
  return { 'own CPU, this process': alone, 'own CPU, tree of ten children': tree };
}

async function cpuShareWhileWatching(): Promise<number> {
  await using monitor = new ResourceMonitor();
  await monitor.start();
  await setTimeout(500); // Leaves out the time of compiling code.
  return await cpuShare();
}

async function cpuShare(): Promise<number> {
  const before = process.cpuUsage();
  await setTimeout(CPU_WINDOW_MS);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / CPU_WINDOW_MS;
}

/** With these flags V8 compiles nothing, and its memory stays constant after it has filled its young generation. */
const FIXED_HEAP = [
  '--jitless',
  '--single-threaded',
  '--min-semi-space-size=1',
  '--max-semi-space-size=1',
];

/**
 * Returns a program that holds a random 0.1 to 1.1 MB, a new amount every 100 ms, and leaks `bytesPerMinute` for good. Both
 * are buffers whose pages return to the system as they are resized. Nothing else may grow: an ordinary Node process that
 * does little grows by some 0.2 MB in a minute, because V8 fills its young generation and compiles.
 */
const leaking = (seed: number, bytesPerMinute: number) => `
  let state = ${seed};
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const resizable = (maxByteLength) => new ArrayBuffer(0, { maxByteLength });
  const [held, leaked] = [resizable(2e6), resizable(1e8)];
  const resize = (buffer, bytes) => {
    const before = buffer.byteLength;
    buffer.resize(bytes);
    // A page is not in memory until it is written.
    if (bytes > before) new Uint8Array(buffer, before).fill(1);
  };
  const hold = () => resize(held, Math.round(1e5 + 1e6 * random()));
  const asleep = new Int32Array(new SharedArrayBuffer(4));
  let garbage;
  for (let made = 0; made < 1e6; made += 1) garbage = [made];
  for (let turn = 0; turn < 1500; turn += 1) hold();
  require('node:fs').writeSync(1, 'ready');
  for (const since = performance.now(); ; Atomics.wait(asleep, 0, 0, 100)) {
    hold();
    resize(leaked, Math.round((${bytesPerMinute} * (performance.now() - since)) / 60_000));
  }`;

async function measureLeaks(children: Children) {
  const start = (bytesPerMinute: number) =>
    Array.from({ length: LEAKY }, (_, index) =>
      children.start(leaking(index + 1, bytesPerMinute), FIXED_HEAP),
    );
  const watched = await Promise.all([...start(LEAK_BYTES_PER_MINUTE), ...start(0)]);
  const monitors = watched.map(({ pid }) => new ResourceMonitor({ pids: [pid] }));
  await Promise.all(monitors.map((monitor) => monitor.start()));
  await setTimeout(WATCHED_MS);
  await Promise.all(monitors.map((monitor) => monitor.stop()));
  for (const child of watched) child.kill();
  const growths = monitors.map((monitor) => monitor.growth('rssBytes'));
  const [leaky, sound] = [growths.slice(0, LEAKY), growths.slice(LEAKY)];
  const share = (members: readonly Growth[], is: (growth: Growth) => boolean) =>
    members.filter(is).length / members.length;
  return {
    'planted leaks found': share(leaky, ({ isGrowing }) => isGrowing),
    'planted leaks covered': share(
      leaky,
      ({ interval: { low, high } }) =>
        low <= LEAK_BYTES_PER_MINUTE && high >= LEAK_BYTES_PER_MINUTE,
    ),
    'called a leak without one': share(sound, ({ isGrowing }) => isGrowing),
  };
}

/** Simulates each shape of noise many times and returns the worst shares. */
function simulate() {
  const shapes = Object.values(MEMORY_NOISES).map((noise) => {
    const random = seededRandom(20_260_303);
    const intervals = Array.from(
      { length: TRIALS },
      () => trend(READING_TIMES, noise(random)).interval,
    );
    return {
      covered: intervals.filter(({ low, high }) => low <= 0 && high >= 0).length / TRIALS,
      alarms: intervals.filter(({ low }) => low > 0).length / TRIALS,
    };
  });
  return {
    'simulated: least coverage': Math.min(...shapes.map(({ covered }) => covered)),
    'simulated: most called a leak without one': Math.max(...shapes.map(({ alarms }) => alarms)),
  };
}

/**
 * A program that keeps ten children, which compute now and then. Each lives for 2 to 6 s, prints its CPU time and kills
 * itself, because it could not report the cost of an orderly exit. On any input the program stops starting children, and
 * prints the CPU time of all processes when the last child has ended.
 */
const COMING_AND_GOING = `
  const { spawn } = require('node:child_process');
  const child = \`
    const held = Buffer.alloc(1e7, 1);
    const usedMs = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
    setInterval(() => { for (const end = usedMs() + 8; usedMs() < end;); }, 50);
    setTimeout(() => {
      require('node:fs').writeSync(1, String(usedMs()));
      process.kill(process.pid, 'SIGKILL');
    }, 2000 + 4000 * Math.random());\`;
  let ended = 0, running = 0, usedMs = 0, isStopping = false;
  const start = () => {
    running += 1;
    const started = spawn(process.execPath, ['--eval', child], { stdio: ['ignore', 'pipe', 'inherit'] });
    started.stdout.on('data', (text) => { usedMs += Number(text); });
    started.on('close', () => {
      running -= 1;
      ended += 1;
      if (!isStopping) return start();
      if (running > 0) return;
      const { user, system } = process.cpuUsage();
      console.log(JSON.stringify({ ended, usedMs: usedMs + (user + system) / 1000 }));
    });
  };
  for (let index = 0; index < ${CHILDREN}; index += 1) start();
  process.stdin.on('data', () => { isStopping = true; });
  console.log('ready');`;

async function measureAgreement(children: Children) {
  const parent = await children.start(COMING_AND_GOING);
  const monitor = new ResourceMonitor({ pids: [parent.pid] });
  await monitor.start();
  const polled: number[] = [];
  const startedAt = performance.now();
  while (performance.now() < startedAt + COMING_AND_GOING_MS) {
    await setTimeout(100);
    polled.push(await memoryByPidusage(parent.pid));
  }
  const polledForMs = performance.now() - startedAt;
  parent.stdin?.write('stop');
  const [printed] = (await once(parent.stdout ?? parent, 'data')) as [Buffer];
  const readings = await monitor.stop();
  const during = readings.filter(({ atMs }) => atMs < polledForMs);
  const cpuMs = readings.at(-1)?.cpuMs ?? NaN;
  const truth = JSON.parse(printed.toString()) as { ended: number; usedMs: number };
  const byProc = cpuOfAllByProc(parent.pid);
  parent.kill();
  return {
    'CPU against /proc': Math.abs(cpuMs / byProc - 1),
    'CPU against what the processes say': Math.abs(cpuMs / truth.usedMs - 1),
    'memory against pidusage': Math.abs(
      mean(during.map(({ rssBytes }) => rssBytes)) / mean(polled) - 1,
    ),
    'children that came and went': truth.ended,
  };
}

/** Returns the memory of a process and of its children in `/proc`, in bytes, as read by pidusage. */
async function memoryByPidusage(parent: number): Promise<number> {
  const pids = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return statFields(Number(name))[1] === String(parent);
    } catch {
      return false; // The process has ended since it was listed.
    }
  });
  const usages = await Promise.all(
    [parent, ...pids].map((pid) => pidusage(pid).catch(() => ({ memory: 0 }))),
  );
  return usages.reduce((sum, { memory }) => sum + memory, 0);
}

/** Returns the CPU time, in ms, of a process and of all children that it waited for. The kernel's ticks are 10 ms. */
function cpuOfAllByProc(pid: number): number {
  const fields = statFields(pid);
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
}

/** Returns the fields of `/proc/<pid>/stat` from the third on, the state. */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
