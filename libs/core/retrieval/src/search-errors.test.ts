import { InvalidFilterError, ItemNotFoundError } from '@kindred/catalog';
import { HashTextEmbeddingModel } from '@kindred/embedding-model/testing';
import { BlockMismatchError, InvalidWeightsError, LayoutNotFoundError } from '@kindred/fusion';
import { describe, expect, it } from 'vitest';
import { InvalidSearchError, NoUsableModalityError, QueryEncoderMismatchError } from './errors.ts';
import { SimilaritySearch, type SearchRequest } from './similarity-search.ts';
import { openToyCatalog } from '../test/toy-catalog.ts';

const { search, store, models, active } = await openToyCatalog();
const good: SearchRequest = {
  catalog: 'toys',
  sources: [{ kind: 'item', itemId: 'hat', weight: 1 }],
  weights: { text: 1 },
  limit: 5,
};
const refused = (change: Partial<SearchRequest>) => expect(search.search({ ...good, ...change })).rejects;

describe('SimilaritySearch refuses', () => {
  it.each<[string, Partial<SearchRequest>, string]>([
    ['limit 0', { limit: 0 }, 'limit must be a whole number from 1 to 10000, it is 0'],
    ['a broken limit', { limit: 1.5 }, 'limit must be a whole number from 1 to 10000, it is 1.5'],
    ['a negative offset', { offset: -1 }, 'offset must be a whole number from 0 to 9995 with that limit, it is -1'],
    ['an offset too deep', { offset: 9996 }, 'it is 9996'],
    ['no sources', { sources: [] }, 'sources is empty; name an item, a text or a photo'],
    [
      '51 sources',
      { sources: Array.from({ length: 51 }, () => good.sources[0]!) },
      'sources has 51 entries, at most 50',
    ],
    ['blank text', { sources: [{ kind: 'text', text: ' ', weight: 1 }] }, 'sources[0].text is blank'],
    [
      'weight 0',
      { sources: [{ kind: 'item', itemId: 'hat', weight: 0 }] },
      'sources[0].weight must be finite and not 0',
    ],
    [
      'NaN',
      { sources: [{ kind: 'text', text: 'a', weight: NaN }] },
      'sources[0].weight must be finite and not 0, it is NaN',
    ],
    [
      'a block of NaN',
      { sources: [{ kind: 'blocks', blocks: new Map([['text', Float32Array.of(NaN)]]), weight: 1 }] },
      'sources[0].blocks.text has a value that is not finite',
    ],
  ])('%s', async (_name, change, message) => {
    await refused(change).toThrow(InvalidSearchError);
    await refused(change).toThrow(message);
  });

  it('everything wrong at once', async () => {
    const sources = [{ kind: 'text' as const, text: '', weight: 0 }];
    await refused({ limit: -3, sources }).toThrow(
      'The search is invalid: limit must be a whole number from 1 to 10000, it is -3; ' +
        'sources[0].weight must be finite and not 0, it is 0; sources[0].text is blank.',
    );
  });

  it('bad weights, filters, catalogs and items', async () => {
    await refused({ weights: { colour: 1 } }).toThrow(InvalidWeightsError);
    await refused({ weights: { text: 0 } }).toThrow(InvalidWeightsError);
    await refused({ filter: { kind: 'price', currency: 'EUR', min: NaN } }).toThrow(InvalidFilterError);
    await refused({ catalog: 'empty' }).toThrow(LayoutNotFoundError);
    const sources = ['hat', 'ghost', 'phantom'].map((itemId) => ({ kind: 'item' as const, itemId, weight: 1 }));
    await refused({ sources }).toThrow(ItemNotFoundError);
    await refused({ sources }).toThrow(
      "Catalog 'toys' has no item 'ghost', 'phantom'. Check the id, or import the item first.",
    );
  });

  it('weights that this query can’t use, and says what to do', async () => {
    const sources = [{ kind: 'text' as const, text: 'boots', weight: 1 }];
    await refused({ sources, weights: { brand: 1 } }).toThrow(NoUsableModalityError);
    await refused({ sources, weights: { brand: 1 } }).toThrow(
      'Nothing can be compared: only brand has a weight, and the query has none of it. ' +
        'Give text a weight, or add an item that has brand to the query.',
    );
    const cancelled = [...sources, { ...sources[0]!, weight: -1 }];
    await refused({ sources: cancelled }).toThrow('Search by an item, a text or a photo that says something.');
  });

  it('blocks of another shape', async () => {
    const blocks = new Map([['text', Float32Array.of(1, 0)]]);
    await refused({ sources: [{ kind: 'blocks', blocks, weight: 1 }] }).toThrow(BlockMismatchError);
    const foreign = new Map([['scent', Float32Array.of(1)]]);
    await refused({ sources: [{ kind: 'blocks', blocks: foreign, weight: 1 }] }).toThrow(BlockMismatchError);
  });

  it('words encoded by another model than the catalog’s', async () => {
    const other = { ...models, text: new HashTextEmbeddingModel(32) };
    const layouts = { findActive: async () => active };
    const mismatched = new SimilaritySearch({ store, models: other, layouts });
    const sources = [{ kind: 'text' as const, text: 'boots', weight: 1 }];
    await expect(mismatched.search({ ...good, sources })).rejects.toThrow(QueryEncoderMismatchError);
    await expect(mismatched.search(good)).resolves.toHaveProperty('results.length', 5);
  });

  it('to go on when aborted', async () => {
    const sources = [{ kind: 'text' as const, text: 'boots', weight: 1 }];
    await refused({ sources, signal: AbortSignal.abort() }).toHaveProperty('code', 'INPUT_ABORTED');
  });
});
