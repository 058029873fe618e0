import { type CallNode, totalOf } from './call-tree.ts';
import type { Frame } from './frame.ts';
import { costsOf } from './function-costs.ts';

/** A function that V8 compiles into its callers. */
export interface InlinedFunction {
  frame: Frame;
  /** Of all the time, where V8 inlines nothing: 0 to 1. */
  share: number;
}

/** Functions that take less, where nothing is inlined, are not worth naming. */
const LEAST_SHARE = 0.03;
/** Of what a function takes by itself; what shows less of it as usual was inlined. */
const SHOWN = 0.5;

/**
 * The functions whose time a profile shows as that of their callers, the one that takes most first.
 *
 * @param apart The same program, with nothing inlined.
 */
export function inlinedFunctions(usual: CallNode, apart: CallNode): InlinedFunction[] {
  const [shown, byItself] = [costsOf(usual), costsOf(apart)];
  const [shownWhole, whole] = [totalOf(usual) || 1, totalOf(apart) || 1];
  return [...byItself]
    .map(([key, { frame, self }]) => ({
      ...{ frame, share: self / whole },
      shown: (shown.get(key)?.self ?? 0) / shownWhole,
    }))
    .filter(({ share, shown: asUsual }) => share >= LEAST_SHARE && asUsual < SHOWN * share)
    .filter(({ frame }) => frame.file !== '')
    .toSorted((one, other) => other.share - one.share)
    .map(({ frame, share }) => ({ frame, share }));
}
