import type { Weights } from '@kindred/catalog';

interface Answer {
  readonly data: {
    readonly similarItems: {
      readonly weights: readonly { readonly modality: string; readonly effectiveWeight: number }[];
    };
  };
}

const QUERY = `query Weights($id: ID!, $weights: Weights) { similarItems(itemId: $id, weights: $weights, first: 1) {
  ... on SimilarItemConnection { weights { modality effectiveWeight } } } }`;

/** What the API at `url` searches with when it is given `weights`: divided by the spreads of the catalogue's similarities. */
export async function askEffectiveWeights(url: string, itemId: string, weights: Weights): Promise<Weights> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY, variables: { id: itemId, weights } }),
  });
  const { data } = (await response.json()) as Answer;
  return Object.fromEntries(
    data.similarItems.weights.map(({ modality, effectiveWeight }) => [modality, effectiveWeight]),
  );
}
