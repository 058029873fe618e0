import { workOf, WRITING_AND_LISTING } from './work.ts';

export default workOf('better-sqlite3', 'writing and listing', WRITING_AND_LISTING);
