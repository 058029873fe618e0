export { type MatcherResult, matchers } from './matchers.ts';
export * as PerformanceAssertions from './performance-assertions.ts';
