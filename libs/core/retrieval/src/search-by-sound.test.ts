import { encoderId, type PcmClip } from '@kindred/embedding-model';
import {
  HashAudioEmbeddingModel,
  HashImageEmbeddingModel,
  HashTextEmbeddingModel,
} from '@kindred/embedding-model/testing';
import { createLayout, fuse } from '@kindred/fusion';
import { InMemoryVectorStore } from '@kindred/vector-store';
import { beforeAll, describe, expect, it } from 'vitest';
import { NoUsableModalityError, QueryEncoderMismatchError } from './errors.ts';
import { SimilaritySearch, type SearchRequest } from './similarity-search.ts';

const audio = new HashAudioEmbeddingModel();
const text = new HashTextEmbeddingModel();
const image = new HashImageEmbeddingModel();
const layout = createLayout([
  { modality: 'text', dimension: text.spec.dimension, encoderId: encoderId(text.spec) },
  { modality: 'audio', dimension: audio.spec.dimension, encoderId: encoderId(audio.spec) },
]);
const stored = { layout, statistics: { logPriceRanges: {}, spreads: {}, itemCount: 4 } };
const layouts = { findActive: async () => ({ stored, collection: 'bells' }) };
const store = new InMemoryVectorStore();
const search = new SimilaritySearch({ store, models: { text, image, audio }, layouts });

const PITCHES = { low: 220, middle: 440, high: 880, silent: undefined } as const;
const facets = { section: [], available: true, attributes: {}, createdAt: new Date(0) };
const tone = (hertz: number): PcmClip => ({
  sampleRate: 8000,
  samples: Float32Array.from({ length: 4000 }, (_, at) => 0.5 * Math.sin((2 * Math.PI * hertz * at) / 8000)),
});
const like = (hertz: number, weight = 1) => ({ kind: 'clip' as const, clip: tone(hertz), weight });
const request: SearchRequest = { catalog: 'bells', sources: [like(450)], weights: { audio: 1 }, limit: 4 };
const idsOf = ({ results }: { results: readonly { itemId: string }[] }) => results.map(({ itemId }) => itemId);

beforeAll(async () => {
  await store.ensureCollection({ name: 'bells', blocks: layout.blocks });
  for (const [itemId, hertz] of Object.entries(PITCHES)) {
    const blocks = new Map([['text', await text.embedQuery(`${itemId} bell`)]]);
    if (hertz !== undefined) blocks.set('audio', (await audio.embedClips([tone(hertz)])).data);
    await store.upsert('bells', [{ itemId, ...fuse(layout, blocks, new Map(), []), facets }]);
  }
});

describe('SimilaritySearch by sound', () => {
  it('finds the item of that pitch first', async () => {
    expect(idsOf(await search.search(request))[0]).toBe('middle');
    expect(idsOf(await search.search({ ...request, sources: [like(860)] }))[0]).toBe('high');
  });

  it('mixes with words and other sounds, signed, and contributions add up to the score', async () => {
    const sources = [like(450), like(220, -0.7), { kind: 'text' as const, text: 'high bell', weight: 0.5 }];
    const { results } = await search.search({ ...request, sources, weights: { audio: 1, text: 0.5 } });
    expect(results).toHaveLength(4);
    for (const { score, contributions } of results)
      expect(contributions.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 6);
    expect(results.at(-1)?.itemId).toBe('low');
  });

  it('searches by an item’s own sound', async () => {
    const byItem = { ...request, sources: [{ kind: 'item' as const, itemId: 'low', weight: 1 }] };
    expect(idsOf(await search.search(byItem))).not.toContain('low');
    const silent = { ...request, sources: [{ kind: 'item' as const, itemId: 'silent', weight: 1 }] };
    await expect(search.search(silent)).rejects.toBeInstanceOf(NoUsableModalityError);
  });

  it('refuses a clip that another model would hear, and has no block for it without a model', async () => {
    const other = new SimilaritySearch({
      store,
      models: { text, image, audio: new HashAudioEmbeddingModel(20) },
      layouts,
    });
    await expect(other.search(request)).rejects.toBeInstanceOf(QueryEncoderMismatchError);
    const deaf = new SimilaritySearch({ store, models: { text, image }, layouts });
    await expect(deaf.search(request)).rejects.toBeInstanceOf(NoUsableModalityError);
  });
});
