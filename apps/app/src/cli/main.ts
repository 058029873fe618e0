import { failOnLostOutput } from './lost-output.ts';
import { runCli } from './run-cli.ts';

failOnLostOutput();

process.exitCode = await runCli(process.argv.slice(2));
