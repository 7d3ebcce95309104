import { compareSpaces } from '@kindred/evaluation';
import { measureSpreads, PairSampler } from '@kindred/fusion';
import type { LabelledVectors } from '@kindred/evaluation';
import type { JudgedRows } from './judged-rows.ts';

const SEED = 1;

/**
 * What a transform does to the neighbours of items, as keys of a document: `neighbourRecall10`, `before.spread` and `after.spread` of
 * similarities, and, where items have classes, `before.knn5` and so on, leave-one-out.
 */
export async function measureEffect(rows: JudgedRows): Promise<Record<string, number>> {
  const { before, after, items, groups, classes } = rows;
  const { neighbourRecall10, classes: judged } = await compareSpaces(
    before,
    after,
    groups === undefined ? {} : { groups },
  );
  const metrics: Record<string, number> = { judged: items.length, classes, neighbourRecall10 };
  for (const [when, vectors] of Object.entries({ before, after })) {
    metrics[`${when}.dimension`] = vectors.dimension;
    metrics[`${when}.spread`] = spreadOf(rows, vectors);
  }
  for (const when of ['before', 'after'] as const)
    for (const [name, value] of Object.entries(judged?.[when] ?? {})) metrics[`${when}.${name}`] = value as number;
  return metrics;
}

/** As a layout's statistics have it: over pairs of which half share a section. */
function spreadOf({ items }: JudgedRows, { data, dimension }: LabelledVectors): number {
  const sampler = new PairSampler({ seed: SEED });
  for (const { id, section } of items) sampler.add(id, section);
  const rowOf = new Map(items.map(({ id }, row) => [id, row]));
  const blockOf = (id: string) => data.subarray(rowOf.get(id)! * dimension, (rowOf.get(id)! + 1) * dimension);
  return measureSpreads([{ modality: 'one', pairs: sampler.pairs(), blockOf }])['one'] ?? 1;
}
