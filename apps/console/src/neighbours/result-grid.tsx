import { memo, useCallback, useMemo, useRef } from 'react';
import { useArrowKeys } from '../catalog/use-arrow-keys.ts';
import type { CatalogQuery } from '../generated/graphql.ts';
import { modalityColor } from '../weights/modality-colors.ts';
import { buildBarScale } from './bar-geometry.ts';
import { ResultCard } from './result-card.tsx';
import classes from './result-grid.module.css';
import { useFlip } from './use-flip.ts';
import type { SimilarConnection } from './use-neighbours.ts';

interface ResultGridProps {
  readonly connection: SimilarConnection;
  readonly modalities: CatalogQuery['catalog']['modalities'];
  readonly pending: boolean;
}

/** The neighbours by rank; they glide to their new places when the weights move. */
export const ResultGrid = memo(function ResultGrid({ connection, modalities, pending }: ResultGridProps) {
  const list = useRef<HTMLOListElement>(null);
  const order = useMemo(() => connection.edges.map(({ node }) => node.id), [connection]);
  const scale = useMemo(
    () =>
      buildBarScale(
        connection.edges,
        connection.weights.map(({ effectiveWeight }) => effectiveWeight),
      ),
    [connection],
  );
  const colorOf = useCallback((modality: string) => modalityColor(modality, modalities), [modalities]);
  const labelOf = useCallback(
    (modality: string) => modalities.find(({ name }) => name === modality)?.label ?? modality,
    [modalities],
  );
  const onKeyDown = useArrowKeys('a[href]');
  useFlip(list, order);
  return (
    <ol ref={list} className={classes.grid} aria-busy={pending} aria-labelledby="results" onKeyDown={onKeyDown}>
      {connection.edges.map((result, index) => (
        <ResultCard
          key={result.node.id}
          result={result}
          rank={index + 1}
          scale={scale}
          labelOf={labelOf}
          colorOf={colorOf}
        />
      ))}
    </ol>
  );
});
