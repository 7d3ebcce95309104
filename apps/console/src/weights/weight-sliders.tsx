import { useMemo } from 'react';
import type { CatalogQuery } from '../generated/graphql.ts';
import type { SimilarConnection } from '../neighbours/use-neighbours.ts';
import { useConsoleStore } from '../state/console-store-context.ts';
import type { WeightState } from './effective-state.ts';
import { modalityColor } from './modality-colors.ts';
import { hasNoWeight, weightShares } from './weight-math.ts';
import { WeightSlider } from './weight-slider.tsx';
import classes from './weight-sliders.module.css';

interface WeightSlidersProps {
  readonly modalities: CatalogQuery['catalog']['modalities'];
  readonly weights: WeightState;
  /** What the API made of the weights in the answer shown. */
  readonly effective: SimilarConnection['weights'];
}

export function WeightSliders({ modalities, weights, effective }: WeightSlidersProps) {
  const store = useConsoleStore();
  const shares = useMemo(() => weightShares(weights.current), [weights]);
  const notes = useMemo(() => new Map(effective.map(({ modality, note }) => [modality, note ?? null])), [effective]);
  return (
    <div className={classes.sliders} role="group" aria-label="Weights">
      {modalities.map(({ name, label }) => (
        <WeightSlider
          key={name}
          modality={name}
          label={label}
          color={modalityColor(name, modalities)}
          weight={weights.current[name] ?? 0}
          share={shares[name] ?? 0}
          note={weights.current[name] === 0 ? null : (notes.get(name) ?? null)}
          onChange={(weight) => store.adjust({ weights: { ...weights.current, [name]: weight } })}
        />
      ))}
      {hasNoWeight(weights.current) && (
        <p className={classes.warning} role="status">
          Every modality is ignored. Move one slider away from the middle to see neighbours again.
        </p>
      )}
    </div>
  );
}
