import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ConsoleState } from './console-state.ts';
import type { ConsoleStore } from './console-store.ts';

export const ConsoleStoreContext = createContext<ConsoleStore | null>(null);

/** The state and the two ways to change it. Must be used below the store's provider. */
export function useConsoleState(): { state: ConsoleState; store: ConsoleStore } {
  const store = useContext(ConsoleStoreContext);
  if (store === null)
    throw new Error('useConsoleState is used outside of ConsoleStoreContext; wrap the page in its provider.');
  return { state: useSyncExternalStore(store.subscribe, store.getState), store };
}
