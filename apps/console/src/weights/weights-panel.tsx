import { Button, Skeleton } from '@mantine/core';
import type { CatalogQuery, ProfileFragment } from '../generated/graphql.ts';
import type { SimilarConnection } from '../neighbours/use-neighbours.ts';
import { ProfileActions } from '../profiles/profile-actions.tsx';
import { ProfilePicker } from '../profiles/profile-picker.tsx';
import { useConsoleStore } from '../state/console-store-context.ts';
import type { WeightState } from './effective-state.ts';
import { equalWeights } from './weight-math.ts';
import { WeightSliders } from './weight-sliders.tsx';
import classes from './weights-panel.module.css';

export interface WeightsPanelProps {
  readonly catalog: CatalogQuery['catalog'] | undefined;
  readonly profiles: readonly ProfileFragment[];
  readonly weights: WeightState;
  readonly effective: SimilarConnection['weights'];
}

/** Profile, sliders, and what can be done with them. */
export function WeightsPanel({ catalog, profiles, weights, effective }: WeightsPanelProps) {
  const store = useConsoleStore();
  if (catalog === undefined) return <Skeleton height={280} radius={4} />;
  return (
    <div className={classes.panel}>
      <ProfilePicker profiles={profiles} baseProfile={weights.baseProfile} changed={weights.changed} />
      <WeightSliders modalities={catalog.modalities} weights={weights} effective={effective} />
      <div className={classes.actions}>
        <Button
          variant="subtle"
          size="compact-sm"
          disabled={!weights.changed}
          onClick={() => store.adjust({ weights: null })}
        >
          Reset
        </Button>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => store.adjust({ weights: equalWeights(catalog.modalities.map(({ name }) => name)) })}
        >
          All equal
        </Button>
        <ProfileActions profiles={profiles} weights={weights} />
      </div>
    </div>
  );
}
