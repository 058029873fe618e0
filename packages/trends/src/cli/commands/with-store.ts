import { openStore, type Store } from '../../store/open-store.ts';
import { chosenStore, currentWorkspace } from './workspace.ts';

/**
 * Opens the given history, or that of this workspace, and closes it after `work`.
 *
 * @param options.mustExist See `openStore`.
 */
export async function withStore<T>(
  url: string | undefined,
  work: (store: Store) => Promise<T>,
  options: { mustExist?: boolean } = {},
): Promise<T> {
  const store = await openStore(chosenStore(url, currentWorkspace), options);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
