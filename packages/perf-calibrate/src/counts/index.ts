export { calibrateCounts } from './calibrate-counts.ts';
export { passOverEdits } from './pass-over-edits.ts';
export type { PlantedFound } from './count-calibration-schema.ts';
