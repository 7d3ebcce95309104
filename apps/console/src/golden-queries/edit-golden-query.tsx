import { Button, Skeleton } from '@mantine/core';
import type { GoldenQueryFragment } from '../generated/graphql.ts';
import type { WeightMap } from '../state/console-state.ts';
import { hasNoWeight } from '../weights/weight-math.ts';
import { GoldenQueryForm } from './golden-query-form.tsx';
import type { GoldenSource } from './golden-source.ts';
import { mergeCandidates } from './merge-candidates.ts';
import { useGoldenCandidates } from './use-golden-queries.ts';

interface EditGoldenQueryProps {
  readonly query: GoldenQueryFragment;
  readonly weights: WeightMap;
  readonly profileNames: readonly string[];
  readonly onClose: () => void;
  readonly onSaved: (name: string) => void;
}

/** The form of one that is there, with its first results under the present weights to pick from. */
export function EditGoldenQuery({ query, weights, profileNames, onClose, onSaved }: EditGoldenQueryProps) {
  const source: GoldenSource = query.itemId === null ? { text: query.text ?? '' } : { itemId: query.itemId };
  const results = useGoldenCandidates(source, weights);
  if (results.isLoading) return <Skeleton height={180} radius={4} aria-label="Loading the results" />;
  const known = query.expectedItems.map(({ id }) => id);
  const gone = query.expectedItemIds.length - known.length;
  return (
    <GoldenQueryForm
      isNew={false}
      source={source}
      initial={{
        name: query.name,
        expectedItemIds: query.expectedItemIds.filter((id) => known.includes(id)),
        limit: query.limit,
        profile: query.profile,
      }}
      takenNames={[]}
      candidates={mergeCandidates(query.expectedItems, results.data ?? [])}
      profileNames={profileNames}
      note={describeNote(gone, results.isError || hasNoWeight(weights))}
      cancel={
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      }
      onSaved={onSaved}
    />
  );
}

function describeNote(gone: number, hasNoResults: boolean): string | null {
  const notes = [
    gone > 0 &&
      `${gone === 1 ? 'One item is' : `${gone} items are`} no longer in the catalogue; saving leaves them out.`,
    hasNoResults && "The results can't be shown at present, so there is nothing to add.",
  ];
  return notes.filter(Boolean).join(' ') || null;
}
