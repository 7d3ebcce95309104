import { Button, Skeleton } from '@mantine/core';
import { OutcomeLine } from './outcome-line.tsx';
import { BrandChanges } from './brand-changes.tsx';
import { BrokenGoldenQueries } from './broken-golden-queries.tsx';
import { describeLive, describeOverlap, formatShare } from './describe-impact.ts';
import { ExampleRows } from './example-rows.tsx';
import classes from './impact-panel.module.css';
import { MovedPhotos } from './moved-photos.tsx';
import { PriceRanges } from './price-ranges.tsx';
import type { useImpact } from './use-impact.ts';

interface ImpactPanelProps {
  readonly profile: string;
  readonly impact: ReturnType<typeof useImpact>;
}

/** What shoppers would see of a version, from a sample of products, before anyone publishes it. */
export function ImpactPanel({ profile, impact }: ImpactPanelProps) {
  const { data, error, isFetching, refetch } = impact;
  if (isFetching) return <ImpactSkeleton />;
  if (error !== null || data === undefined)
    return (
      <section className={classes.panel} aria-label="Impact">
        <OutcomeLine ok={false} message="The impact can't be shown." error={error} />
        <Button size="compact-sm" variant="default" onClick={() => void refetch()}>
          Try again
        </Button>
      </section>
    );
  const { preview, golden } = data;
  if (typeof preview === 'string')
    return (
      <section className={classes.panel} aria-label="Impact">
        <OutcomeLine ok message={preview} error={null} />
      </section>
    );
  const [prices] = preview.prices;
  return (
    <section className={classes.panel} aria-label="Impact" data-impact>
      <header>
        <h3 className={classes.title}>What shoppers would see</h3>
        <p className={classes.basis}>
          Neighbours of {preview.sources} products, compared with {describeLive(profile, preview.live)}.
        </p>
      </header>
      <dl className={classes.figures}>
        <Figure label={`of the top ${preview.limit} changes`} value={formatShare(preview.changedShare)} />
        <Figure label={describeOverlap(preview.rankOverlap)} value={preview.rankOverlap.toFixed(2)} hint="RBO" />
        <Figure label="products come in" value={String(preview.newItems.total)} />
        <Figure label="products drop out" value={String(preview.lostItems.total)} />
      </dl>
      {golden !== undefined && <BrokenGoldenQueries report={golden} />}
      <MovedPhotos come={preview.newItems.top} go={preview.lostItems.top} />
      {prices !== undefined && <PriceRanges prices={prices} />}
      <BrandChanges brands={preview.brands.top} />
      {preview.examples.map((example) => (
        <ExampleRows key={example.source.id} example={example} />
      ))}
    </section>
  );
}

function Figure({ label, value, hint }: { label: string; value: string; hint?: string }) {
  return (
    <div className={classes.figure}>
      <dt>{label}</dt>
      <dd>
        {value}
        {hint !== undefined && (
          <abbr className={classes.hint} title="Rank-biased overlap: 1 is the same order, 0 nothing in common">
            {hint}
          </abbr>
        )}
      </dd>
    </div>
  );
}

function ImpactSkeleton() {
  return (
    <section className={classes.panel} aria-label="Impact" aria-busy="true">
      <p className={classes.basis} role="status">
        Comparing what shoppers would see…
      </p>
      <Skeleton height={52} radius={4} />
      <Skeleton height={72} radius={4} />
      <Skeleton height={96} radius={4} />
    </section>
  );
}
