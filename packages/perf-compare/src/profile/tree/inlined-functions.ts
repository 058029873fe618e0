import { type CallNode, totalOf } from './call-tree.ts';
import type { Frame } from './frame.ts';
import { costsOf } from './function-costs.ts';

/** A function that V8 compiled into its callers. */
export interface InlinedFunction {
  frame: Frame;
  /** Its share of all the time when V8 inlines nothing, 0 to 1. */
  share: number;
}

/** Functions with a smaller share are not worth naming. */
const LEAST_SHARE = 0.03;
/** A function that usually shows less than this part of its own share was inlined. */
const SHOWN = 0.5;

/**
 * Finds the functions whose time a profile shows as time of their callers, the most expensive one first.
 *
 * @param usual The tree of the program as V8 usually compiles it.
 * @param apart The tree of the same program with nothing inlined.
 */
export function inlinedFunctions(usual: CallNode, apart: CallNode): InlinedFunction[] {
  const [shown, byItself] = [costsOf(usual), costsOf(apart)];
  const [shownWhole, whole] = [totalOf(usual) || 1, totalOf(apart) || 1];
  return [...byItself]
    .map(([key, { frame, self }]) => ({
      frame,
      share: self / whole,
      shown: (shown.get(key)?.self ?? 0) / shownWhole,
    }))
    .filter(({ share, shown: asUsual }) => share >= LEAST_SHARE && asUsual < SHOWN * share)
    .filter(({ frame }) => frame.file !== '')
    .toSorted((a, b) => b.share - a.share)
    .map(({ frame, share }) => ({ frame, share }));
}
