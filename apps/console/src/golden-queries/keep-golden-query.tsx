import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { ProfileFragment } from '../generated/graphql.ts';
import { useSourceItem } from '../neighbours/use-source-item.ts';
import type { SimilarConnection } from '../neighbours/use-neighbours.ts';
import { profilesLockedBecause, useApiAccess } from '../session/use-api-access.ts';
import { useConsoleState } from '../state/console-store-context.ts';
import { readGoldenSource } from './golden-source.ts';

const KeepGoldenQueryDialog = lazy(async () => ({
  default: (await import('./keep-golden-query-dialog.tsx')).KeepGoldenQueryDialog,
}));

interface KeepGoldenQueryProps {
  readonly connection: SimilarConnection | undefined;
  readonly profiles: readonly ProfileFragment[];
}

/** The button beside the results; only for those who may change profiles. The dialog is loaded when asked for. */
export function KeepGoldenQuery({ connection, profiles }: KeepGoldenQueryProps) {
  const source = readGoldenSource(useConsoleState('parts'));
  const item = useSourceItem(source?.itemId ?? null);
  const [isOpen, setOpen] = useState(false);
  const isLocked = profilesLockedBecause(useApiAccess()) !== null;
  if (isLocked || connection === undefined || connection.edges.length === 0) return null;
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        disabled={source === undefined}
        title={source === undefined ? 'Only one item, or words, that the results are to be like' : undefined}
        onClick={() => setOpen(true)}
      >
        Keep as golden query…
      </Button>
      <Suspense fallback={null}>
        {isOpen && source !== undefined && (
          <KeepGoldenQueryDialog
            source={source}
            sourceName={source.text ?? item.data?.title ?? source.itemId ?? ''}
            results={connection.edges}
            profiles={profiles}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </>
  );
}
