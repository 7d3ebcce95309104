import { useSyncExternalStore } from 'react';
import { pageSession } from './page-session.ts';
import type { SessionState } from './session.ts';

export function useSession(): SessionState {
  const session = pageSession();
  return useSyncExternalStore(session.subscribe, session.getState);
}
