import { z } from 'zod';
import { defineCommand } from './command.ts';

/** How the running server is. */
export const healthCheck = defineCommand({
  args: z.strictObject({}),
  run: (_args, { health }) => health(),
});
