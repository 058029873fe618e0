import { HostError } from './errors.ts';

/** Characters that are kept: enough to find the line that wrote them. */
const KEPT = 80;

let written = '';
let isWatched = false;

// Only in forks. The stream is wrapped when something first asks for it: making it takes milliseconds, and most forks never
// need it.
const original = Object.getOwnPropertyDescriptor(process, 'stdout');
if (original?.get !== undefined) {
  let isWrapped = false;
  Object.defineProperty(process, 'stdout', {
    ...original,
    get(): NodeJS.WriteStream {
      const stream = original.get?.call(process) as NodeJS.WriteStream;
      if (isWrapped) return stream;
      isWrapped = true;
      const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
      stream.write = (...args: unknown[]) => {
        if (isWatched && written.length < KEPT) written += String(args[0]).slice(0, KEPT);
        return write(...args);
      };
      return stream;
    },
  });
}

/**
 * Runs a benchmark.
 *
 * @throws {HostError} `WROTE_OUTPUT` when it wrote to standard output meanwhile.
 */
export async function withoutOutput<Result>(run: () => Promise<Result>): Promise<Result> {
  const { result, output } = await whileWatchingOutput(run);
  if (output === '') return result;
  throw new HostError(
    'WROTE_OUTPUT',
    `it wrote to standard output, which would be measured with it: ${JSON.stringify(output)}`,
  );
}

/**
 * Runs a function and records what this process writes to standard output meanwhile.
 *
 * @returns The beginning of what was written; empty when nothing was.
 */
async function whileWatchingOutput<Result>(
  run: () => Promise<Result>,
): Promise<{ result: Result; output: string }> {
  written = '';
  isWatched = true;
  try {
    const result = await run();
    return { result, output: written.trim() };
  } finally {
    isWatched = false;
  }
}
