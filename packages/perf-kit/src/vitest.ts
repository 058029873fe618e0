export { default } from '@night-pilot/perf-host/provider';
