export { isAlive } from '@night-pilot/perf-report/process';
