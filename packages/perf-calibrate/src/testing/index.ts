export { samplePairs } from './sample-pairs.ts';
export { sampleCalibration } from './sample-calibration.ts';
