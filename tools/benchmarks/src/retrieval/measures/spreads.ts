import { dotAt, createSeededRandom } from '@kindred/vector-math';
import type { VectorPoint } from '@kindred/vector-store';
import type { RetrievalCollection } from '../data/retrieval-collection.ts';

const SAMPLED_ITEMS = 2000;
const PAIRS = 20_000;

/** Modality → standard deviation of its similarity over sampled pairs, half of which share a section; imputed blocks left out. */
export async function measureSpreads(collection: RetrievalCollection, seed: number): Promise<Record<string, number>> {
  const points = await collection.readPoints(0, Math.min(SAMPLED_ITEMS, collection.items));
  const sections = Map.groupBy(points, ({ facets }) => facets.section.join('\n'));
  const random = createSeededRandom(seed);
  const pick = (from: readonly VectorPoint[]): VectorPoint => from[random.integer(from.length)]!;
  const pairs = Array.from({ length: PAIRS }, (_, index): [VectorPoint, VectorPoint] => {
    const one = pick(points);
    return [one, pick(index % 2 === 0 ? points : (sections.get(one.facets.section.join('\n')) ?? points))];
  }).filter(([one, other]) => one !== other);
  let offset = 0;
  return Object.fromEntries(
    collection.spec.blocks.map(({ modality, dimension }) => {
      const similarities = pairs
        .filter((pair) => pair.every(({ imputed }) => !imputed.includes(modality)))
        .map(([one, other]) => dotAt({ data: one.vector, offset }, { data: other.vector, offset }, dimension));
      offset += dimension;
      return [modality, standardDeviation(similarities)];
    }),
  );
}

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
