import { Button, Group } from '@mantine/core';
import { OutcomeLine } from '../profiles/outcome-line.tsx';
import type { WeightMap } from '../state/console-state.ts';
import { hasNoWeight } from '../weights/weight-math.ts';
import classes from './golden-queries-dialog.module.css';
import { describeVerdicts } from './golden-verdict.ts';
import type { useGoldenRuns } from './use-golden-queries.ts';

interface GoldenSummaryProps {
  readonly total: number;
  readonly weights: WeightMap;
  readonly tried: ReturnType<typeof useGoldenRuns>;
}

/** How many hold, or why that can't be told. */
export function GoldenSummary({ total, weights, tried }: GoldenSummaryProps) {
  if (total === 0)
    return (
      <p className={classes.summary}>
        There is none yet. Look for an item or words, and press “Keep as golden query…” beside the results.
      </p>
    );
  if (tried.isError)
    return (
      <Group gap="sm">
        <OutcomeLine ok={false} message="They can't be tried." error={tried.error} />
        <Button size="compact-sm" variant="default" onClick={() => void tried.refetch()}>
          Try again
        </Button>
      </Group>
    );
  return (
    <p className={classes.summary} role="status">
      {describe(total, weights, tried.data)}
    </p>
  );
}

function describe(total: number, weights: WeightMap, tried: GoldenSummaryProps['tried']['data']): string {
  if (hasNoWeight(weights)) return 'No modality has a weight at present, so none can be tried.';
  if (tried === undefined) return 'Trying them with the weights as they stand now…';
  return typeof tried === 'string' ? tried : describeVerdicts(total, tried);
}
