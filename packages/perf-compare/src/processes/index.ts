export { type Command, commandLine, type CommandPair } from './command.ts';
export { COMMAND_INSTRUMENTS, type CommandInstrument } from './command-options.ts';
export { renderCommands } from './commands-table.ts';
export { compareCommands } from './compare-commands.ts';
