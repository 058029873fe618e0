import { CommandComparison } from './command-comparison.ts';
import type { ComparedCommands, CompareCommandsOptions } from './command-options.ts';

/**
 * Compares two commands by the wall time of their runs and by the instructions of the whole process. Commands that
 * cannot be counted are judged by wall time alone.
 *
 * @throws {PerfKitError} `COMMAND_NOT_STARTED`; other failures of a command are among the problems.
 * @throws the reason of an abort before anything was measured; all processes were ended then.
 */
export async function compareCommands(options: CompareCommandsOptions): Promise<ComparedCommands> {
  const comparison = new CommandComparison(options);
  if (!(await comparison.runBothOnce())) return comparison.result();
  await comparison.judgeByInstructions();
  await comparison.judgeByWall();
  return comparison.result();
}
