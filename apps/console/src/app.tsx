import { lazy, Suspense } from 'react';
import { CatalogPage } from './catalog/catalog-page.tsx';
import { useCatalog } from './catalog/use-catalog.ts';
import { FilterBar } from './filters/filter-bar.tsx';
import { NeighboursPage } from './neighbours/neighbours-page.tsx';
import { PhotoDrop } from './search/photo-drop.tsx';
import { usePhotoIntake } from './search/use-photo-intake.ts';
import { Header } from './shell/header.tsx';
import { ProblemPanel } from './shell/problem-panel.tsx';
import { useSession } from './session/use-session.ts';
import { useConsoleState } from './state/console-store-context.ts';
import classes from './app.module.css';

const SignInDialog = lazy(async () => ({ default: (await import('./session/sign-in-dialog.tsx')).SignInDialog }));

/** The console, or the question for an API key where the server answers only with one. */
export function App() {
  const { asksFor } = useSession();
  if (asksFor === null) return <Console />;
  return (
    <Suspense fallback={null}>
      <SignInDialog reason={asksFor} />
    </Suspense>
  );
}

function Console() {
  const parts = useConsoleState('parts');
  const catalog = useCatalog();
  const intake = usePhotoIntake();
  const isBrowsing = parts.length === 0;
  return (
    <>
      <a className="skip-link" href="#results">
        Skip to the items
      </a>
      <Header intake={intake} />
      <main className={classes.main}>
        {intake.problem !== null && (
          <ProblemPanel title="That photo can't be used" message={intake.problem} onDismiss={intake.dismiss} />
        )}
        {catalog.isError ? (
          <ProblemPanel
            title="The catalogue can't be shown"
            error={catalog.error}
            onRetry={() => void catalog.refetch()}
          />
        ) : (
          <>
            <FilterBar catalog={catalog.data} showsSort={isBrowsing} />
            {isBrowsing ? <CatalogPage catalog={catalog.data} /> : <NeighboursPage catalog={catalog.data} />}
          </>
        )}
      </main>
      <PhotoDrop onPhoto={intake.take} />
    </>
  );
}
