export { type Command, commandLine, type CommandPair } from './command.ts';
export { renderCommands } from './commands-table.ts';
export {
  COMMAND_INSTRUMENTS,
  type CommandInstrument,
  compareCommands,
} from './compare-commands.ts';
