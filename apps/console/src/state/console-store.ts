import type { ConsoleState } from './console-state.ts';
import { formatUrlState, parseUrlState } from './url-state.ts';

const URL_WRITE_DELAY_MS = 200;

export interface ConsoleStore {
  getState(): ConsoleState;
  subscribe(listener: () => void): () => void;
  /** Changes the state in place: the entry of the browser's history is rewritten, a moment later while sliding. */
  adjust(patch: Partial<ConsoleState>): void;
  /** Goes to another state: the back button returns to this one. */
  navigate(patch: Partial<ConsoleState>): void;
}

/**
 * Holds the state and mirrors it in the URL. Entries of the history also keep their state in memory, because photos from
 * this computer can't be written into a URL but should survive the back button.
 */
export function createConsoleStore(page: Window): ConsoleStore {
  const remembered = new Map<number, ConsoleState>();
  const listeners = new Set<() => void>();
  let entry = 0;
  let lastEntry = 0;
  let state = parseUrlState(page.location.search);
  let timer: number | undefined;

  const show = (next: ConsoleState): void => {
    state = next;
    remembered.set(entry, next);
    for (const listener of listeners) listener();
  };
  const writeUrl = (): void => {
    page.clearTimeout(timer);
    timer = undefined;
    page.history.replaceState({ entry }, '', page.location.pathname + formatUrlState(state));
  };

  remembered.set(entry, state);
  writeUrl();
  page.addEventListener('popstate', (event: PopStateEvent) => {
    page.clearTimeout(timer);
    entry = readEntry(event.state) ?? ++lastEntry;
    show(remembered.get(entry) ?? parseUrlState(page.location.search));
  });

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    adjust(patch) {
      show({ ...state, ...patch });
      page.clearTimeout(timer);
      timer = page.setTimeout(writeUrl, URL_WRITE_DELAY_MS);
    },
    navigate(patch) {
      if (timer !== undefined) writeUrl();
      entry = ++lastEntry;
      const next = { ...state, ...patch };
      page.history.pushState({ entry }, '', page.location.pathname + formatUrlState(next));
      show(next);
    },
  };
}

function readEntry(historyState: unknown): number | undefined {
  if (typeof historyState !== 'object' || historyState === null || !('entry' in historyState)) return undefined;
  return typeof historyState.entry === 'number' ? historyState.entry : undefined;
}
