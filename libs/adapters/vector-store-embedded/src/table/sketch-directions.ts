import { fitPrincipalComponents } from '@kindred/vector-math';

const SEED = 1;

/**
 * [count]: orthonormal directions that span the principal components of the vectors about the origin, turned among each other by the
 * discrete cosine transform: every coordinate then has about the same range, so that one scale of codes does for all. `count` is at
 * most the vectors' dimension.
 */
export async function findDirections(vectors: readonly Float32Array[], count: number): Promise<Float32Array[]> {
  const { components } = await fitPrincipalComponents(vectors, { rank: count, seed: SEED, about: 'origin' });
  return components.map((_, index) => mix(components, index));
}

/** Row `index` of the inverse of the orthonormal DCT-II (Ahmed, Natarajan and Rao, 1974), times the components. */
function mix(components: readonly Float32Array[], index: number): Float32Array {
  const count = components.length;
  const sum = new Float64Array(components[0]!.length);
  for (const [order, component] of components.entries()) {
    const factor =
      Math.sqrt((order === 0 ? 1 : 2) / count) * Math.cos((Math.PI * (2 * index + 1) * order) / (2 * count));
    for (let i = 0; i < sum.length; i++) sum[i]! += factor * component[i]!;
  }
  return Float32Array.from(sum);
}
