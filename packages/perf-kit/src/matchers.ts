export { type MatcherResult, matchers } from '@night-pilot/perf-tools/assertions';
