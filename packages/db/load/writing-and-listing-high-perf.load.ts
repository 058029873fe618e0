import { workOf, WRITING_AND_LISTING } from './work.ts';

export default workOf('HighPerfDatabase', 'writing and listing', WRITING_AND_LISTING, {
  listCache: false,
});
