import type { Weights } from '@kindred/catalog';
import { splitBlocks } from './create-layout.ts';
import type { EmbeddingLayout } from './embedding-layout.ts';
import { weightsInOrder } from './effective-weights.ts';
import { InvalidWeightsError } from './errors.ts';

/**
 * The fused embedding with every block scaled by the square root of its effective weight, so that the dot product of two such
 * vectors is the score: Σ √w · a · √w · b = Σ w · (a · b). `vector` is [layoutDimension], and is left alone.
 * @throws InvalidWeightsError for a negative weight, which has no root: no vector of one's own can say "unlike"
 */
export function scaleBlocks(layout: EmbeddingLayout, vector: Float32Array, effectiveWeights: Weights): Float32Array {
  const scaled = vector.slice();
  const blocks = [...splitBlocks(layout, scaled)];
  const weights = weightsInOrder(
    effectiveWeights,
    blocks.map(([modality]) => modality),
  );
  for (const [index, [modality, block]] of blocks.entries()) {
    const weight = weights[index]!;
    if (weight < 0)
      throw new InvalidWeightsError([
        { modality, problem: `must not be negative in an embedding, it is ${String(weight)}` },
      ]);
    const factor = Math.sqrt(weight);
    for (let i = 0; i < block.length; i++) block[i] = block[i]! * factor;
  }
  return scaled;
}
