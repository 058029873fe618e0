export { declaredInHead, suiteOf } from './declared-in-head.ts';
export type { PairedTest, Side } from './turn.ts';
