export { IS_LONG, rounds, TIME_LIMIT_MS } from './fault-trials.ts';
export { MEMORY_NOISES, READING_TIMES } from './memory-noises.ts';
export { normal, randomIntegers, seededRandom } from './random.ts';
export { type CliResult, runInProcess, type RunInProcessOptions } from './run-in-process.ts';
export { sampleEnvironment, sampleFork, sampleMetric, sampleReport } from './sample-report.ts';
export { temporaryFolder } from './temporary-folder.ts';
export { writeProject } from './write-project.ts';
export { writtenPid } from './written-pid.ts';
