import { z } from 'zod';

/** `loaded`: perf-kit kept every core busy during the measurement. `quiet`: it did not. */
export const LOADS = ['quiet', 'loaded'] as const;
export const machineLoadSchema = z.enum(LOADS);
export type MachineLoad = z.infer<typeof machineLoadSchema>;
