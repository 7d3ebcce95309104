const STORAGE_KEY = 'kindred.api-key';

/** Why the console asks for an API key: the server wants one, or refused the one that was sent. */
export type SignInReason = 'needed' | 'refused';

export interface SessionState {
  /** Sent with every request; null where none is. */
  readonly apiKey: string | null;
  /** Null while the server answers. */
  readonly asksFor: SignInReason | null;
}

export interface Session {
  getState(): SessionState;
  subscribe(listener: () => void): () => void;
  /** `remember`: beyond this tab, until it is signed out. */
  signIn(apiKey: string, remember: boolean): void;
  signOut(): void;
  /** The server answered that a request needs a key, or another one than it had. */
  refuse(sentKey: string | null): void;
}

type KeyStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The API key of this tab (`tab`, which ends with it) or of this browser (`browser`). A browser that stores nothing keeps it until the page is loaded anew. */
export function createSession(tab: KeyStorage, browser: KeyStorage): Session {
  const listeners = new Set<() => void>();
  const change = (next: SessionState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const forget = (): void => {
    for (const storage of [tab, browser]) quietly(() => storage.removeItem(STORAGE_KEY));
  };
  const stored = quietly(() => tab.getItem(STORAGE_KEY)) ?? quietly(() => browser.getItem(STORAGE_KEY));
  let state: SessionState = { apiKey: stored ?? null, asksFor: null };

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    signIn(apiKey, remember) {
      forget();
      quietly(() => (remember ? browser : tab).setItem(STORAGE_KEY, apiKey));
      change({ apiKey, asksFor: null });
    },
    signOut() {
      forget();
      change({ apiKey: null, asksFor: 'needed' });
    },
    refuse(sentKey) {
      // An answer to a request from before the last change says nothing about the present key.
      if (sentKey !== state.apiKey) return;
      if (sentKey !== null) forget();
      change({ apiKey: null, asksFor: sentKey === null ? (state.asksFor ?? 'needed') : 'refused' });
    },
  };
}

/** Storage may be switched off, or full. */
function quietly<Result>(use: () => Result): Result | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
