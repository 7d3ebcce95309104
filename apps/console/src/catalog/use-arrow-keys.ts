import { useCallback, type KeyboardEvent } from 'react';

/** Arrow keys go from link to link of a grid, by what is seen: up and down keep the column. Tab goes one by one as ever. */
export function useArrowKeys(selector: string) {
  return useCallback(
    (event: KeyboardEvent<HTMLElement>): void => {
      const columnsAway = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 0, ArrowDown: 0 }[event.key];
      if (columnsAway === undefined || !(event.target instanceof HTMLElement) || !event.target.matches(selector))
        return;
      const links = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
      const index = links.indexOf(event.target);
      const step = columnsAway !== 0 ? columnsAway : countColumns(links) * (event.key === 'ArrowUp' ? -1 : 1);
      const next = links[index + step];
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
    },
    [selector],
  );
}

function countColumns(links: readonly HTMLElement[]): number {
  const top = links[0]?.getBoundingClientRect().top;
  const firstOfNextRow = links.findIndex((link) => link.getBoundingClientRect().top !== top);
  return firstOfNextRow < 0 ? links.length : firstOfNextRow;
}
