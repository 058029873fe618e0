/** View of the page: the list of prompts, and one of them in full when there is an id. */
export interface Route {
  readonly view: 'prompts';
  readonly promptId: number | null;
}

/** Parses the part of the address after `#`. Everything unknown is the list of prompts. */
export function parseRoute(hash: string): Route {
  const id = /^#\/prompts\/([1-9]\d{0,14})$/.exec(hash)?.[1];
  return { view: 'prompts', promptId: id === undefined ? null : Number(id) };
}

/** Formats a route as the part of an address from `#` on: the inverse of {@link parseRoute}. */
export function routeHash({ view, promptId }: Route): string {
  return promptId === null ? `#/${view}` : `#/${view}/${promptId}`;
}
