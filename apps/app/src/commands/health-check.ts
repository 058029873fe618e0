import { z } from 'zod';
import { defineCommand } from './command.ts';

/** Returns the health of the running server. */
export const healthCheck = defineCommand({
  args: z.strictObject({}),
  run: (_args, { health }) => health(),
});
