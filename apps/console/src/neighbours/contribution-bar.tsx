import { memo, type CSSProperties } from 'react';
import { buildBarSegments, zeroPosition, type BarContribution, type BarScale } from './bar-geometry.ts';
import classes from './contribution-bar.module.css';

interface ContributionBarProps {
  readonly contributions: readonly BarContribution[];
  readonly scale: BarScale;
  readonly colorOf: (modality: string) => string;
}

/** Contributions stacked from the zero line, hatched where they stand on a section's mean. Its words are in the table. */
export const ContributionBar = memo(function ContributionBar({ contributions, scale, colorOf }: ContributionBarProps) {
  return (
    <span className={classes.bar} aria-hidden="true">
      {buildBarSegments(contributions, scale).map(({ modality, left, width, imputed }) => (
        <span
          key={modality}
          className={classes.segment}
          data-modality={modality}
          data-imputed={imputed}
          style={{ left: `${left}%`, width: `${width}%`, '--color': colorOf(modality) } as CSSProperties}
        />
      ))}
      {scale.low < 0 && <span className={classes.zero} style={{ left: `${zeroPosition(scale)}%` }} />}
    </span>
  );
});
