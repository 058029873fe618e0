/* Runs one benchmark once and leaves by itself, for tools that watch a whole process. */
import module from 'node:module';

module.enableCompileCache?.();
const { registerFallback } = await import('../../transform/register-fallback.ts');
registerFallback();
const { profileBenchmark } = await import('../../bench/host/serve.ts');
await profileBenchmark(JSON.parse(process.argv[2] ?? ''), () => undefined);
