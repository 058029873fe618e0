export { findDefaultBase } from './default-base.ts';
