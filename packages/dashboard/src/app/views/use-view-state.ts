import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { formatViewState, parseViewState, type ViewState } from '../site/view-state.ts';

/**
 * Shows another view, as a step that the browser's Back button undoes.
 * - `replace` makes no step.
 * - `undo` goes a step back where that leads to the wanted view, and makes no step elsewhere.
 */
export type Navigate = (
  change: Partial<ViewState>,
  options?: { step?: 'replace' | 'undo' },
) => void;

/** What the history keeps with a step: the fragment of the view before it. */
interface Step {
  before: string;
}

/** The view that the address names, and a way to another one. */
export function useViewState(): [ViewState, Navigate] {
  const [view, setView] = useState(() => parseViewState(location.hash));
  const isGoingBack = useRef(false);

  useEffect(() => {
    const follow = () => {
      isGoingBack.current = false;
      setView(parseViewState(location.hash));
    };
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);

  const navigate = useCallback<Navigate>((change, { step } = {}) => {
    if (isGoingBack.current) return;
    const current = parseViewState(location.hash);
    const next = { ...current, ...change };
    const fragment = formatViewState(next);
    if (step === 'undo' && (history.state as Step | null)?.before === fragment) {
      isGoingBack.current = true;
      history.back();
      return;
    }
    if (step === undefined) {
      history.pushState({ before: formatViewState(current) } satisfies Step, '', fragment);
    } else {
      history.replaceState(null, '', fragment);
    }
    setView(next);
  }, []);

  return [view, navigate];
}
