export type { ChangePoint } from './change-point.ts';
export { type ChangePointOptions, detectChangePoints } from './detect-change-points.ts';
export { GrowingSeries } from './growing-series.ts';
