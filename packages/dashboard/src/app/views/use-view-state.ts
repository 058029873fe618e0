import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { formatViewState, parseViewState, type ViewState } from '../site/view-state.ts';

/**
 * Shows another view. By default it adds a step that the browser's Back button undoes.
 * - `replace` adds no step.
 * - `undo` goes one step back when that leads to the view, and adds no step otherwise.
 */
export type Navigate = (
  change: Partial<ViewState>,
  options?: { step?: 'replace' | 'undo' },
) => void;

/** State of a step in the browser's history: the fragment of the view before it. */
interface Step {
  before: string;
}

/** Returns the view in the address, and a function that changes it. */
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
