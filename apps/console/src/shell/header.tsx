import { SearchBox } from '../search/search-box.tsx';
import type { PhotoIntake } from '../search/use-photo-intake.ts';
import { SignOutButton } from '../session/sign-out-button.tsx';
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
      <div className={classes.controls}>
        <SignOutButton />
        <ColorSchemeToggle />
      </div>
    </header>
  );
}
