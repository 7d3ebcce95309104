import { createSession, type Session } from './session.ts';

let opened: Session | undefined;

/** The session of the page. Requests are made outside of React too, so it isn't in a context. */
export function pageSession(): Session {
  opened ??= createSession(storageOf('sessionStorage'), storageOf('localStorage'));
  return opened;
}

/** Even looking at the property throws where a browser forbids it. */
function storageOf(name: 'sessionStorage' | 'localStorage') {
  return {
    getItem: (key: string) => window[name].getItem(key),
    setItem: (key: string, value: string) => window[name].setItem(key, value),
    removeItem: (key: string) => window[name].removeItem(key),
  };
}
