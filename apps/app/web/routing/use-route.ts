import { useLayoutEffect, useState } from 'preact/hooks';
import { parseRoute, type Route, routeHash } from './route.ts';

/** Returns the route in the address bar, and a function that changes it and adds an entry to the browser's history. */
export function useRoute(): [Route, (route: Route) => void] {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  // Not useEffect, which waits for the first paint: it would miss an address that changes before.
  useLayoutEffect(() => {
    const follow = () => setRoute(parseRoute(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return [route, (next) => (location.hash = routeHash(next))];
}
