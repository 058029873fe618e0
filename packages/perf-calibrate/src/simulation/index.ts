export { simulateCoverage } from './coverage.ts';
export { planted, populations } from './populations.ts';
export { simulateRuns } from './simulate-runs.ts';
