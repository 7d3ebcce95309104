import type { ItemInput } from '@kindred/catalog';
import { splitBlocks } from '@kindred/fusion';
import { describe, expect, it } from 'vitest';
import { inputOf, PipelineFixture } from '../testing/index.ts';

const SHOP = 'shop';
const clip = (n: number): string => `https://shop.example/${String(n)}.mp3`;
const withClips = (n: number, audio: readonly string[], changes: Partial<ItemInput> = {}): ItemInput =>
  inputOf(n, { audio, ...changes });

async function modalitiesOf(fixture: PipelineFixture): Promise<string[]> {
  const active = await fixture.layouts.findActive(SHOP);
  return active?.layout.blocks.map(({ modality }) => modality) ?? [];
}

describe('a process with an audio encoder', () => {
  it('gives items the normalised mean of their clips, and the others the mean of their section', async () => {
    const fixture = new PipelineFixture();
    const { intake, layouts } = fixture.openPipelineWithAudio();
    const items = [withClips(1, [clip(1), clip(2)]), ...[2, 3, 4].map((n) => withClips(n, [clip(n + 2)])), inputOf(5)];
    await intake.upsert(SHOP, items);
    expect(await modalitiesOf(fixture)).toEqual(['image', 'text', 'audio', 'price', 'brand', 'section']);
    const active = await layouts.findActive(SHOP);
    const points = await fixture.store.fetch(active?.collection ?? '', ['item-1', 'item-5']);
    const { data, dimension } = await fixture.audioModel.embedClips([
      (await fixture.clips.load(clip(1))).clip,
      (await fixture.clips.load(clip(2))).clip,
    ]);
    const sum = data.subarray(0, dimension).map((value, i) => value + (data[dimension + i] ?? NaN));
    const layout = active?.stored.layout ?? { blocks: [], hash: '' };
    const own = splitBlocks(layout, points.get('item-1')?.vector ?? new Float32Array()).get('audio');
    for (const [i, value] of sum.entries()) expect(own?.[i]).toBeCloseTo(value / Math.hypot(...sum), 5);
    expect(points.get('item-1')?.imputed).toEqual([]);
    expect(points.get('item-5')?.imputed).toEqual(['audio']);
    const filled = splitBlocks(layout, points.get('item-5')?.vector ?? new Float32Array()).get('audio');
    expect(Math.hypot(...(filled ?? []))).toBeGreaterThan(0.1);
    expect(active?.stored.statistics.spreads['audio']).toBeGreaterThan(0);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('embeds each sound once, whatever its addresses, and reads none again that is known', async () => {
    const fixture = new PipelineFixture();
    fixture.clips.replaced.set(clip(9), 1);
    const { intake } = fixture.openPipelineWithAudio();
    const inputs = [withClips(1, [clip(1)]), withClips(2, [clip(9), clip(2)])];
    await intake.upsert(SHOP, inputs);
    expect(fixture.audioModel.embedded).toBe(2);
    const [first, second] = await intake.upsert(SHOP, [...inputs, withClips(3, [clip(2)])]);
    expect([first, second]).toMatchObject([{ changed: false }, { changed: false }]);
    expect(fixture.clips.loaded).toHaveLength(3);
    expect(fixture.audioModel.embedded).toBe(2);
  });

  it('keeps an item whose clip fails, says why, and tries the clip again the next time', async () => {
    const fixture = new PipelineFixture();
    const { intake } = fixture.openPipelineWithAudio();
    const input = withClips(1, ['https://shop.example/broken.mp3', clip(1)]);
    const failure = 'The clip at https://shop.example/broken.mp3 is not sound.';
    const [outcome] = await intake.upsert(SHOP, [input]);
    expect(outcome).toMatchObject({
      status: 'upserted',
      item: { audio: [{ url: 'https://shop.example/broken.mp3', failure }, { url: clip(1) }] },
      warnings: [`Clip https://shop.example/broken.mp3 has no embedding: ${failure}`],
    });
    await intake.upsert(SHOP, [input]);
    expect(fixture.clips.loaded.filter((url) => url.includes('broken'))).toHaveLength(2);
    expect(fixture.audioModel.embedded).toBe(1);
  });

  it('blames the clip for what is wrong with it alone, and stops where the model is out of order', async () => {
    const fixture = new PipelineFixture();
    const { intake } = fixture.openPipelineWithAudio();
    let code = 'ENCODING_FAILED';
    fixture.audioModel.embedClips = async () => {
      throw Object.assign(new Error('no sound was heard.'), { code });
    };
    const [outcome] = await intake.upsert(SHOP, [withClips(1, [clip(1)])]);
    expect(outcome).toMatchObject({ status: 'upserted', item: { audio: [{ failure: 'no sound was heard.' }] } });
    code = 'ENCODER_CRASHED';
    await expect(intake.upsert(SHOP, [withClips(2, [clip(2)])])).rejects.toThrow('no sound was heard.');
    expect(fixture.tables.itemsOf(SHOP).has('item-2')).toBe(false);
  });

  it('takes changed bytes behind a file’s address, and drops the block with the clip', async () => {
    const fixture = new PipelineFixture();
    const { intake } = fixture.openPipelineWithAudio();
    const input = withClips(1, ['file:///1.wav']);
    await intake.upsert(SHOP, [input]);
    fixture.clips.replaced.set('file:///1.wav', 7);
    expect(await intake.upsert(SHOP, [input])).toMatchObject([{ changed: true }]);
    expect(fixture.audioModel.embedded).toBe(2);
    await intake.upsert(SHOP, [inputOf(1)]);
    const references = await fixture.blocks.findReferences(SHOP, ['item-1']);
    expect(references.map(({ modality }) => modality).sort()).toEqual(['image', 'text']);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('imports clips, a killed import goes on where it was, and counts reconcile', async () => {
    const fixture = new PipelineFixture();
    const inputs = Array.from({ length: 40 }, (_, n) => withClips(n, n % 3 === 0 ? [] : [clip(n % 7)]));
    const rowsOf = async function* (count: number) {
      for (const [row, input] of inputs.slice(0, count).entries()) yield { row: row + 1, input };
    };
    await fixture.openPipelineWithAudio().imports.run({ catalog: SHOP, source: 'half', rows: rowsOf(25) });
    const { counts } = await fixture
      .openPipelineWithAudio()
      .imports.run({ catalog: SHOP, source: 'all', rows: rowsOf(40) });
    expect(counts).toEqual({ read: 40, embedded: 15, unchanged: 25, failed: 0 });
    expect(fixture.tables.blocksOf(fixture.audioEncoderId).size).toBe(7);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });
});

describe('an audio encoder that comes and goes', () => {
  it('leaves a process without one as it was: the same layout, and clips are kept unread', async () => {
    const [plain, withClip] = [new PipelineFixture(), new PipelineFixture()];
    await plain.openPipeline().intake.upsert(SHOP, [inputOf(1), inputOf(2)]);
    await withClip.openPipeline().intake.upsert(SHOP, [withClips(1, [clip(1)]), inputOf(2)]);
    const hashes = await Promise.all([plain, withClip].map(({ layouts }) => layouts.findActive(SHOP)));
    expect(hashes[1]?.layout).toEqual(hashes[0]?.layout);
    expect(await modalitiesOf(withClip)).toEqual(['image', 'text', 'price', 'brand', 'section']);
    expect(withClip.tables.itemsOf(SHOP).get('item-1')?.audio).toEqual([{ url: clip(1) }]);
    expect(withClip.clips.loaded).toEqual([]);
  });

  it('gives a catalog that was there before the new block with the next write', async () => {
    const fixture = new PipelineFixture();
    await fixture.openPipeline().intake.upsert(SHOP, [withClips(1, [clip(1)]), withClips(2, [clip(2)]), inputOf(3)]);
    const { intake } = fixture.openPipelineWithAudio();
    await intake.upsert(SHOP, [withClips(1, [clip(1)])]);
    expect(await modalitiesOf(fixture)).toEqual(['image', 'text', 'audio', 'price', 'brand', 'section']);
    expect(fixture.textModel.embedded).toHaveLength(3);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('refuses to write to a catalog whose sound this process can’t hear', async () => {
    const fixture = new PipelineFixture();
    await fixture.openPipelineWithAudio().intake.upsert(SHOP, [withClips(1, [clip(1)])]);
    const catchingUp = fixture.openPipeline().catchUp(SHOP);
    await expect(catchingUp).rejects.toMatchObject({ code: 'ENCODER_MISMATCH' });
    await expect(catchingUp).rejects.toThrow(/test:band-energies.* this process has none\..*KINDRED_AUDIO_ENCODER/);
  });
});
