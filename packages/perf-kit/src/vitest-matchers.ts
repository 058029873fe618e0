// Adds the types of `expect.extend(matchers)`.
import '@night-pilot/perf-tools/vitest-matchers';
