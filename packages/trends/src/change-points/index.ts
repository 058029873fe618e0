export {
  type ChangePoint,
  type ChangePointOptions,
  detectChangePoints,
} from './detect-change-points.ts';
