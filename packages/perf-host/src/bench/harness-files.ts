/** URLs of the files whose functions call a profiled benchmark. A profile leaves them out. */
export const HARNESS_FILES: readonly string[] = [
  './host/loop.ts',
  './host/batch-timer.ts',
  './host/phases.ts',
  './host/profile-iterations.ts',
  '../process/cpu-time.ts',
].map((path) => new URL(path, import.meta.url).href);
