export { keepCoresBusy } from './busy-cores.ts';
export { calibrate } from './calibrate.ts';
export { calibrationFolder, writeCalibration } from './calibration-file.ts';
export { renderCalibration } from './calibration-table.ts';
export { defaultMinEffect, type DefaultMinEffect } from './default-min-effect.ts';
export { readJsonLines } from './json-lines.ts';
export { keptPairSchema, LOADS, type MachineLoad } from './kept-pairs.ts';
export { plantedSlowdown } from './planted-slowdown.ts';
