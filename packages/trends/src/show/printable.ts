export { printable } from '@night-pilot/perf-report/text';
