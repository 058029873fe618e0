import { failOnLostOutput } from '@night-pilot/perf-report/text';
import { runCli } from './run-cli.ts';

failOnLostOutput();

process.exitCode = await runCli(process.argv.slice(2), () => {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => interruption.abort());
  }
  return interruption.signal;
});
