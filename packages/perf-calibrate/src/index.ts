export { calibrate } from './calibrate/calibrate.ts';
export { keepCoresBusy } from './machine/busy-cores.ts';
export { LOADS, type MachineLoad } from './machine/machine-load.ts';
export { readJsonLines } from './recording/json-lines.ts';
export { recordedPairSchema } from './recording/recorded-pairs.ts';
export { calibrationFolder, writeCalibration } from './result/calibration-file.ts';
export { renderCalibration } from './result/calibration-table.ts';
export { defaultMinEffect, type DefaultMinEffect } from './result/default-min-effect.ts';
export { plantedSlowdown } from './result/planted-slowdown.ts';
