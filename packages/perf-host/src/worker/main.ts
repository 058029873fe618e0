import { waitedForCpuMs } from '../process/given-time.ts';
import { registerFallback } from '../transform/register-fallback.ts';
import { describeFailure } from '../fork/describe-failure.ts';
import type { ForkMessage, ForkRequest } from '../fork/protocol.ts';

/** Aborted when this fork is to tidy up and leave. */
const leaving = new AbortController();
const leave = () => leaving.abort(new Error('the measurement was ended'));

registerFallback();

// Ctrl-C reaches the whole group; the process that started this one decides what it means.
process.on('SIGINT', () => undefined);

const folder = process.argv[2];
if (folder === undefined) {
  // `on`, not `once`: the listener keeps the process alive while a benchmark waits.
  process.on('message', (request) => {
    void serveParent(request as ForkRequest);
  });
} else {
  const { exchangeFiles } = await import('./file-exchange.ts');
  await exchangeFiles(folder, serve);
}

async function serveParent(request: ForkRequest): Promise<void> {
  await serve(request, (message) => {
    // Nobody listens any more when the process that started this one was killed.
    if (process.connected) process.send?.(message);
  });
  // Handles that a benchmark left open must not keep the fork alive.
  if (!process.connected) process.exit(1);
  const done: ForkMessage = { event: 'done', waitedForCpuMs: waitedForCpuMs(process.pid) };
  process.send?.(done, () => process.exit(0));
}

async function serve(request: ForkRequest, send: (message: ForkMessage) => void): Promise<void> {
  let what: string | null = null;
  const tell = (message: ForkMessage) => {
    if (message.event === 'started') what = message.what;
    if (message.event === 'measured' || message.event === 'repeated') what = null;
    send(message);
  };
  try {
    await answer(request, tell);
  } catch (error) {
    tell({ event: 'failed', what, error: describeFailure(error) });
  }
}

async function answer(request: ForkRequest, tell: (message: ForkMessage) => void): Promise<void> {
  switch (request.do) {
    case 'list-tests':
    case 'measure-test':
    case 'list-benchmarks':
    case 'inspect-benchmark':
    case 'read-heap':
    case 'run-windows':
    case 'profile-benchmark': {
      process.once('disconnect', () => process.exit(1));
      const host = await import('../bench/host/serve.ts');
      switch (request.do) {
        case 'list-tests':
          return host.listTests(request, tell);
        case 'measure-test':
          return host.measureTest(request, tell);
        case 'list-benchmarks':
          return host.listBenchmarks(request, tell);
        case 'inspect-benchmark':
          return host.inspectBenchmark(request, tell);
        case 'read-heap':
          return host.readHeap(request, tell);
        case 'run-windows':
          return host.runWindows(request, tell);
        case 'profile-benchmark':
          return host.profileBenchmark(request, tell);
      }
    }
    case 'describe-scenario':
    case 'repeat-scenario': {
      // A scenario may have started a server: it is torn down before this process leaves.
      process.once('SIGTERM', leave);
      process.once('disconnect', leave);
      const load = await import('../load/serve.ts');
      return request.do === 'describe-scenario'
        ? load.describeScenario(request, tell)
        : load.repeatScenario(request, tell, leaving.signal);
    }
    case 'describe-measurement':
    case 'measure-once': {
      // A measurement may have started processes and filled the disk: it tidies up before this process leaves.
      process.once('SIGTERM', leave);
      process.once('disconnect', leave);
      const measurement = await import('../measure/serve.ts');
      return request.do === 'describe-measurement'
        ? measurement.describeMeasurement(request, tell)
        : measurement.measureOnce(request, tell, leaving.signal);
    }
  }
}
