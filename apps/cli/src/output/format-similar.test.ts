import { expect, it } from 'vitest';
import { formatSimilar, type SimilarDocument } from './format-similar.ts';

const document: SimilarDocument = {
  catalog: 'default',
  query: { itemId: 'A' },
  weights: { image: 0.7, price: 0.3, brand: 0.5 },
  effectiveWeights: { image: 0.7, price: 0.3 },
  notes: [{ modality: 'brand', weight: 0.5, reason: "The item 'A' has no brand." }],
  results: [
    {
      rank: 1,
      itemId: 'B',
      title: 'Boots',
      score: 0.78,
      contributions: [
        { modality: 'image', weight: 0.7, effectiveWeight: 0.7, similarity: 0.9, contribution: 0.63, imputed: false },
        { modality: 'text', weight: 0, effectiveWeight: 0, similarity: 0.4, contribution: 0, imputed: true },
        { modality: 'price', weight: 0.3, effectiveWeight: 0.3, similarity: 0.5, contribution: 0.15, imputed: true },
      ],
    },
  ],
};

it('lists the modalities that count below each result, marks filled ones, and says what does not count', () => {
  expect(formatSimilar(document)).toMatchInlineSnapshot(`
    "#  item  title   score  modality  weight  effective  similarity  contribution
    1  B     Boots  0.7800  image       0.70      0.700      0.9000        0.6300
                            price *     0.30      0.300      0.5000        0.1500
    * The item lacks this modality; the mean of its section stands in.
    brand does not count: The item 'A' has no brand."
  `);
});

it('is a plain table without contributions', () => {
  const results = document.results.map(({ rank, itemId, title, score }) => ({ rank, itemId, title, score }));
  expect(formatSimilar({ ...document, notes: [], results })).toBe('#  item  title   score\n1  B     Boots  0.7800');
});

it('says so when there is nothing', () => {
  expect(formatSimilar({ ...document, notes: [], results: [] })).toContain('no other item');
});
