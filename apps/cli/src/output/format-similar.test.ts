import { expect, it } from 'vitest';
import { formatSimilar, type SimilarDocument } from './format-similar.ts';

const answer: SimilarDocument = {
  catalog: 'default',
  query: { itemId: 'A' },
  weights: { image: 0.7, price: 0.3, brand: 0.5 },
  effectiveWeights: { image: 0.875, price: 0.125 },
  notes: [{ modality: 'brand', weight: 0.5, reason: "The item 'A' has no brand." }],
  results: [
    {
      rank: 1,
      itemId: 'B',
      title: 'Boots',
      score: 0.85,
      contributions: [
        {
          modality: 'image',
          weight: 0.7,
          effectiveWeight: 0.875,
          similarity: 0.9,
          contribution: 0.7875,
          imputed: false,
        },
        { modality: 'text', weight: 0, effectiveWeight: 0, similarity: 0.4, contribution: 0, imputed: true },
        {
          modality: 'price',
          weight: 0.3,
          effectiveWeight: 0.125,
          similarity: 0.5,
          contribution: 0.0625,
          imputed: true,
        },
      ],
    },
  ],
};
/** As `--explain` asks for it: 0.7 / 0.1 = 7 and 0.3 / 0.3 = 1, of 8 together. */
const explained: SimilarDocument = {
  ...answer,
  spreads: { image: 0.1, price: 0.3 },
  plan: { name: 'quantized-scan', exact: true, scannedPoints: 1000, rescoredPoints: 55, elapsedMs: 1.234 },
};

it('lists the modalities that count below each result, marks filled ones, and says what does not count', () => {
  expect(formatSimilar(explained)).toMatchInlineSnapshot(`
    "#  item  title   score  modality  weight  spread  effective  similarity  contribution
    1  B     Boots  0.8500  image       0.70   0.100      0.875      0.9000        0.7875
                            price *     0.30   0.300      0.125      0.5000        0.0625
    * The item lacks this modality; the mean of its section stands in.
    brand does not count: The item 'A' has no brand.
    Plan: quantized-scan, exact, 1000 scanned, 55 scored in full, 1.2 ms."
  `);
});

it('says that words were compared with photos, and with what spread', () => {
  const byWords = { ...explained, query: { text: 'red' }, notes: [], origins: { image: ['text' as const] } };
  expect(formatSimilar(byWords)).toContain(
    'image: the words are compared with the photos themselves; the spread is that of words among photos.',
  );
  expect(formatSimilar({ ...byWords, origins: { image: ['item'], text: ['text'] } })).not.toContain('the words');
});

it('is a plain table without contributions', () => {
  const results = answer.results.map(({ rank, itemId, title, score }) => ({ rank, itemId, title, score }));
  expect(formatSimilar({ ...answer, notes: [], results })).toBe('#  item  title   score\n1  B     Boots  0.8500');
});

it('says so when there is nothing', () => {
  expect(formatSimilar({ ...answer, notes: [], results: [] })).toContain('no other item');
});
