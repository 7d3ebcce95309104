import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ConsoleState } from './console-state.ts';
import type { ConsoleStore } from './console-store.ts';

export const ConsoleStoreContext = createContext<ConsoleStore | null>(null);

/** The store, without listening to it: for what is done on a click. Must be used below the store's provider. */
export function useConsoleStore(): ConsoleStore {
  const store = useContext(ConsoleStoreContext);
  if (store === null) {
    throw new Error('useConsoleStore is used outside of ConsoleStoreContext; wrap the page in its provider.');
  }
  return store;
}

/** One field of the state. The component renders again only when that field changes: weights do so at every step of a slide. */
export function useConsoleState<Key extends keyof ConsoleState>(key: Key): ConsoleState[Key] {
  const store = useConsoleStore();
  return useSyncExternalStore(store.subscribe, () => store.getState()[key]);
}
