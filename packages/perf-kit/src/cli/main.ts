import { failOnLostOutput } from '@night-pilot/perf-report/text';
import { runCli } from './run-cli.ts';

failOnLostOutput();

const interruption = new AbortController();
// `on`, not `once`: npx forwards a Ctrl-C that this process has already received.
process.on('SIGINT', () => interruption.abort());
process.on('SIGTERM', () => interruption.abort());
// Comes when the terminal is closed.
process.on('SIGHUP', () => interruption.abort());

process.exit(await runCli(process.argv.slice(2), interruption.signal));
