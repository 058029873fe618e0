import { z } from 'zod';
import { CommandError } from '../errors.ts';
import { shown } from '../shown.ts';
import type { Command, CommandContext } from './command.ts';
import { describeIssue } from './describe-issue.ts';
import { commands } from './registry.ts';

/** Largest number of problems that a message names. */
const named = 5;

const requestSchema = z.strictObject({
  command: z.string(),
  args: z.looseObject({}).default({}),
});

/**
 * Runs one command of the protocol.
 *
 * @param request `{"command": name, "args": {…}}`; `args` may be missing when all arguments are optional.
 * @throws {CommandError} when the request, the name or the arguments are invalid
 * @throws {DatabaseError} from the store
 */
export async function invokeCommand(request: unknown, context: CommandContext): Promise<unknown> {
  const parsed = requestSchema.safeParse(request, { reportInput: true });
  if (!parsed.success) {
    throw new CommandError('INVALID_REQUEST', describe('The request', parsed.error, requestSchema));
  }
  const { command: name, args } = parsed.data;
  const command = findCommand(name);
  const parsedArgs = command.args.safeParse(args, { reportInput: true });
  if (!parsedArgs.success) {
    throw new CommandError('INVALID_ARGUMENTS', describe(name, parsedArgs.error, command.args));
  }
  return command.run(parsedArgs.data, context);
}

function findCommand(name: string): Command {
  if (Object.hasOwn(commands, name)) return commands[name as keyof typeof commands];
  throw new CommandError(
    'UNKNOWN_COMMAND',
    `Expected one of ${Object.keys(commands).join(', ')}; got ${shown(name)}.`,
  );
}

function describe(subject: string, error: z.ZodError, schema: z.ZodType): string {
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const [first, ...others] = error.issues.map((issue) => describeIssue(issue, known));
  const more = others.length < named ? others : [...others.slice(0, named - 1), 'and more'];
  return `${subject}: ${[first, ...more].join('; ')}.`;
}
