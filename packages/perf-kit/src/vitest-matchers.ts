// Types alone: tells TypeScript what `expect.extend(matchers)` adds.
import '@night-pilot/perf-tools/vitest-matchers';
