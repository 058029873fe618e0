export { declaredInHead } from './declared-in-head.ts';
export { suiteOf } from './titles.ts';
export type { PairedTest, Side } from './turn.ts';
