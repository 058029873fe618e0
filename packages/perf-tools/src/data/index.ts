export {
  TestDataGenerator,
  type TestDataOptions,
  type TestPrompt,
  type TestSchedule,
} from './test-data-generator.ts';
