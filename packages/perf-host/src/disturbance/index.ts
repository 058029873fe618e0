export { watchDisturbance } from './disturbance.ts';
