import { randomPoints } from '@kindred/vector-store/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { upsertBodies } from './upsert-batches.ts';

const SPEC = {
  name: 'shop',
  blocks: [
    { modality: 'image', dimension: 3 },
    { modality: 'text', dimension: 2 },
  ],
};

interface Body {
  readonly points: readonly {
    readonly vector: Record<string, number[]>;
    readonly payload: { readonly itemId: string };
  }[];
}

function bodies(spec: typeof SPEC, points: Parameters<typeof upsertBodies>[1], layout: 'scanned' | 'indexed'): Body[] {
  return [...upsertBodies({ spec, layout }, points)].map((body) => JSON.parse(body) as Body);
}

it('brings every float32 number over as it is', () => {
  const float = fc.float({ noNaN: true, noDefaultInfinity: true });
  const [template] = randomPoints(1, 1, SPEC);
  fc.assert(
    fc.property(fc.array(float, { minLength: 5, maxLength: 5 }), (values) => {
      const vector = Float32Array.from(values);
      const [body] = bodies(SPEC, [{ ...template!, vector }], 'scanned');
      // -0 becomes 0, which multiplies alike.
      expect(Array.from(Float32Array.from(body!.points[0]!.vector['fused']!), (x) => x + 0)).toEqual(
        Array.from(vector, (x) => x + 0),
      );
    }),
  );
});

it('keeps requests small, takes the last of two with one id, and adds the blocks where they have an index', () => {
  const wide = {
    name: 'wide',
    blocks: [
      { modality: 'image', dimension: 2000 },
      { modality: 'text', dimension: 2 },
    ],
  };
  const points = randomPoints(1000, 1, wide);
  const texts = [...upsertBodies({ spec: wide, layout: 'scanned' }, [...points, { ...points[7]!, imputed: ['text'] }])];
  expect(texts.length).toBeGreaterThan(2);
  expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(4.3 * 1024 * 1024);
  const written = texts.flatMap((text) => (JSON.parse(text) as Body).points);
  expect(written).toHaveLength(1000);
  expect(written[7]!.payload).toMatchObject({ itemId: 'item-7', imputed: ['text'] });
  const [indexed] = bodies(SPEC, randomPoints(1, 1, SPEC), 'indexed');
  expect(Object.entries(indexed!.points[0]!.vector).map(([name, values]) => [name, values.length])).toEqual([
    ['fused', 5],
    ['block-0', 3],
    ['block-1', 2],
  ]);
});
