import { useCallback, useEffect, useState } from 'preact/hooks';
import { formatViewState, parseViewState, type ViewState } from './view-state.ts';

/** Shows another view. A replaced view leaves no step for the browser's Back button. */
export type Navigate = (change: Partial<ViewState>, options?: { replace?: boolean }) => void;

/** The view that the address names, and a way to another one. */
export function useViewState(): [ViewState, Navigate] {
  const [view, setView] = useState(() => parseViewState(location.hash));

  useEffect(() => {
    const follow = () => setView(parseViewState(location.hash));
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);

  const navigate = useCallback<Navigate>((change, { replace = false } = {}) => {
    const next = { ...parseViewState(location.hash), ...change };
    if (replace) history.replaceState(null, '', formatViewState(next));
    else history.pushState(null, '', formatViewState(next));
    setView(next);
  }, []);

  return [view, navigate];
}
