import { version1 } from './version-1.ts';
import { version2 } from './version-2.ts';

/** The SQL that leads from each schema to the next; the first step makes version 1 from an empty file. */
export const allMigrations: readonly string[] = [version1, version2];
