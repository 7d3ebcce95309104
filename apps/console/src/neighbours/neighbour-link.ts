import type { MouseEvent } from 'react';
import { isPlainClick } from '../shell/plain-click.ts';
import type { ConsoleStore } from '../state/console-store.ts';
import { formatUrlState } from '../state/url-state.ts';

/** Properties of a link that asks for the neighbours of an item under the present weights; it also opens in a new tab. */
export function neighbourLink(id: string, store: ConsoleStore) {
  const parts = [{ kind: 'item', sign: 1, id } as const];
  return {
    href: formatUrlState({ ...store.getState(), parts }),
    onClick(event: MouseEvent): void {
      if (!isPlainClick(event)) return;
      event.preventDefault();
      store.navigate({ parts });
      window.scrollTo({ top: 0 });
    },
  };
}
