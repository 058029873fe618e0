export { calibrateCounts } from './calibrate-counts.ts';
export type { PlantedFound } from './count-calibration-schema.ts';
