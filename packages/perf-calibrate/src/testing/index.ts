export { keptPairs } from './kept-pairs.ts';
export { sampleCalibration } from './sample-calibration.ts';
