export { baselineFile, readBaseline } from './baselines.ts';
export { type MeasuredProject, measureProject } from './measure-project.ts';
