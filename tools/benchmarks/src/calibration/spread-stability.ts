import { measureSpreads, PairSampler, splitBlocks } from '@kindred/fusion';
import { createSeededRandom } from '@kindred/vector-math';
import type { ImportedCatalog } from './import-luma.ts';

const TRIALS = 20;
const SHARE = 0.01;

/** The greatest relative change of any spread when another hundredth of the items is left out, in 20 trials. */
export function spreadChange(catalog: ImportedCatalog, modalities: readonly string[], seed: number): number {
  const random = createSeededRandom(seed);
  const whole = spreadsOf(catalog, modalities, () => true);
  let greatest = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const spreads = spreadsOf(catalog, modalities, () => random.next() >= SHARE);
    for (const modality of modalities)
      greatest = Math.max(greatest, Math.abs(spreads[modality]! / whole[modality]! - 1));
  }
  return greatest;
}

function spreadsOf(catalog: ImportedCatalog, modalities: readonly string[], keeps: () => boolean) {
  const points = catalog.points.filter(keeps);
  const blocks = new Map(points.map(({ itemId, vector }) => [itemId, splitBlocks(catalog.stored.layout, vector)]));
  return measureSpreads(
    modalities.map((modality) => {
      const sampler = new PairSampler({ seed: 1 });
      for (const { itemId, imputed } of points)
        if (!imputed.includes(modality)) sampler.add(itemId, catalog.sections.get(itemId) ?? []);
      return { modality, pairs: sampler.pairs(), blockOf: (itemId) => blocks.get(itemId)?.get(modality) };
    }),
  );
}
