import { useLayoutEffect, useState } from 'preact/hooks';
import { parseRoute, type Route, routeHash } from './route.ts';

/** The route in the address bar, and a way to change it that leaves a step in the history. */
export function useRoute(): [Route, (route: Route) => void] {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  // Not useEffect, which waits for the first paint: an address changed before it would go unseen.
  useLayoutEffect(() => {
    const follow = () => setRoute(parseRoute(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return [route, (next) => (location.hash = routeHash(next))];
}
