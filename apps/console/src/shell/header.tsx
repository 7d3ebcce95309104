import { SearchBox } from '../search/search-box.tsx';
import type { PhotoIntake } from '../search/use-photo-intake.ts';
import { ColorSchemeToggle } from './color-scheme-toggle.tsx';
import classes from './header.module.css';
import { Wordmark } from './wordmark.tsx';

export function Header({ intake }: { intake: PhotoIntake }) {
  return (
    <header className={classes.header}>
      <Wordmark />
      <div className={classes.search}>
        <SearchBox onPhoto={intake.take} isPreparing={intake.isPreparing} />
      </div>
      <ColorSchemeToggle />
    </header>
  );
}
