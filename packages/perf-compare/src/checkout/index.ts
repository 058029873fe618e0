export { configuredBranch, findDefaultBase } from './default-base.ts';
