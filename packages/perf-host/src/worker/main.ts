import { waitedForCpuMs } from '../process/given-time.ts';
import { registerFallback } from '../transform/register-fallback.ts';
import {
  type ForkMessage,
  type ForkRequest,
  type ForkRoom,
  type RequestKind,
  type Send,
  TIDIES_UP,
} from '../fork/protocol.ts';

const bench = async () => (await import('../bench/host/serve-benches.ts')).benchRoom;
const load = async () => (await import('../load/serve-loads.ts')).loadRoom;
const measure = async () => (await import('../measure/serve-measurements.ts')).measureRoom;

/** The room that answers each kind of request. A fork loads only the room that it needs. */
const ROOMS: { [Kind in RequestKind]: () => Promise<ForkRoom<Kind>> } = {
  'list-tests': bench,
  'measure-test': bench,
  'list-benchmarks': bench,
  'profile-benchmark': bench,
  'inspect-benchmarks': bench,
  'hash-modules': bench,
  'read-heap': bench,
  'run-windows': bench,
  'describe-scenario': load,
  'repeat-scenario': load,
  'describe-measurement': measure,
  'measure-once': measure,
};

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
  if (!process.connected) leaveWithGroup();
  const done: ForkMessage = { event: 'done', waitedForCpuMs: waitedForCpuMs(process.pid) };
  process.send?.(done, () => process.exit(0));
}

/** Answers a request. A failure is reported with the benchmark or run that was under way. */
async function serve(request: ForkRequest, send: Send): Promise<void> {
  let what: string | null = null;
  const follow: Send = (message) => {
    if (message.event === 'started') what = message.what;
    if (message.event === 'measured' || message.event === 'repeated') what = null;
    send(message);
  };
  try {
    await answer(request, follow);
  } catch (error) {
    const { describeFailure } = await import('../fork/describe-failure.ts');
    follow({ event: 'failed', what, error: describeFailure(error) });
  }
}

async function answer<Kind extends RequestKind>(
  request: Extract<ForkRequest, { do: Kind }>,
  send: Send,
): Promise<void> {
  const leaving = new AbortController();
  const leave = () => leaving.abort(new Error('the measurement was ended'));
  const tidiesUp = TIDIES_UP.has(request.do);
  const { handlers } = await ROOMS[request.do]();
  if (tidiesUp) process.once('SIGTERM', leave);
  process.once('disconnect', tidiesUp ? leave : leaveWithGroup);
  return handlers[request.do](request, send, leaving.signal);
}

/** Ends this process and what it has started, because nobody else is left to do it. */
function leaveWithGroup(): never {
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    // It leads no group.
  }
  process.exit(1);
}
