/* Runs one benchmark once and exits, for tools that watch a whole process. */
import module from 'node:module';

module.enableCompileCache?.();
const { registerFallback } = await import('@night-pilot/perf-host/transform');
registerFallback();
const { profileBenchmark } = await import('@night-pilot/perf-host/bench-host');
await profileBenchmark(JSON.parse(process.argv[2] ?? ''), () => undefined);
