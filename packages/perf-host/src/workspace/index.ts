export { chooseProject } from './choose-project.ts';
export { findFiles } from './find-files.ts';
export { nearNames } from './near-names.ts';
