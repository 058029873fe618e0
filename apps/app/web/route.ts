/** What the page shows: the prompts, and one of them in full when an id is given. */
export interface Route {
  readonly view: 'prompts';
  readonly promptId: number | null;
}

/** Reads the part of the address after `#`; whatever it does not know is the list of prompts. */
export function parseRoute(hash: string): Route {
  const id = /^#\/prompts\/([1-9]\d{0,14})$/.exec(hash)?.[1];
  return { view: 'prompts', promptId: id === undefined ? null : Number(id) };
}

/** The opposite of {@link parseRoute}. */
export function routeHash({ view, promptId }: Route): string {
  return promptId === null ? `#/${view}` : `#/${view}/${promptId}`;
}
