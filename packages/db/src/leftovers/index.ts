export { ownerMark } from './owner-mark.ts';
export { removeLeftovers } from './remove-leftovers.ts';
export { temporaryFolder } from './temporary-folder.ts';
