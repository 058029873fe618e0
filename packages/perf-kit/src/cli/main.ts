import { runCli } from './run-cli.ts';

const interruption = new AbortController();
// `on`, not `once`: npx passes on a Ctrl-C that has reached this process already.
process.on('SIGINT', () => interruption.abort());
process.on('SIGTERM', () => interruption.abort());

process.exit(await runCli(process.argv.slice(2), interruption.signal));
