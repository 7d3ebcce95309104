import { describe, expect, it } from 'vitest';
import { openToyCatalog, toyItems, toyPhoto } from '../test/toy-catalog.ts';

const { search, layout } = await openToyCatalog({
  methods: {
    image: { center: true, scale: false, whiten: true, dimensions: 3 },
    text: { center: true, scale: true, whiten: false },
  },
});
const toys = { catalog: 'toys', limit: 1 };

describe('a search in a layout with transforms', () => {
  it('puts photos and texts through those of the stored blocks: each finds what it was made from, at similarity 1', async () => {
    expect(layout.blocks[0]?.dimension).toBe(3);
    for (const { id, title } of toyItems) {
      const text = { kind: 'text' as const, text: title, weight: 1 };
      const [byText] = (await search.search({ ...toys, sources: [text], weights: { text: 1 } })).results;
      expect(byText).toMatchObject({ itemId: id, score: expect.closeTo(1, 5) as number });
      if (['leaflet', '007'].includes(id)) continue;
      const photo = { kind: 'photo' as const, pixels: toyPhoto(id), weight: 1 };
      const [byPhoto] = (await search.search({ ...toys, sources: [photo], weights: { image: 1 } })).results;
      expect(byPhoto).toMatchObject({ itemId: id, score: expect.closeTo(1, 5) as number });
    }
  });

  it('does not put the stored blocks of items through them again', async () => {
    const sources = [{ kind: 'item' as const, itemId: 'boots-red', weight: 1 }];
    const request = { ...toys, sources, weights: { image: 0.5, text: 0.5 }, excludeSources: false };
    const [first] = (await search.search(request)).results;
    expect(first).toMatchObject({ itemId: 'boots-red', score: expect.closeTo(1, 5) as number });
  });
});
