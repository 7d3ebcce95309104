import { useConsoleStore } from '../state/console-store-context.ts';
import { isPlainClick } from './plain-click.ts';
import classes from './wordmark.module.css';

/** Name and mark; leads back to the whole catalogue, with the filters kept. */
export function Wordmark() {
  const store = useConsoleStore();
  return (
    <a
      className={classes.wordmark}
      href="/"
      aria-label="Kindred, to the catalogue"
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        store.navigate({ parts: [] });
      }}
    >
      <svg viewBox="0 0 30 20" width="30" height="20" aria-hidden="true">
        <circle cx="10" cy="10" r="8.5" fill="#4477aa" />
        <circle cx="20" cy="10" r="8.5" fill="#ee6677" className={classes.over} />
      </svg>
      <span>Kindred</span>
    </a>
  );
}
