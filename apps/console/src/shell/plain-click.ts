import type { MouseEvent } from 'react';

/** False where the browser should open the link itself: with a modifier key, or another button. */
export function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}
