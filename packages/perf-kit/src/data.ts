export * from '@night-pilot/perf-tools/data';
