export { runLoads } from './run-loads.ts';
