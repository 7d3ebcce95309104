import { encoderId, InputAbortedError, openTextModelOnDemand, withTextTower } from '@kindred/embedding-model';
import { ColourPairImageModel, ColourWordTower } from '@kindred/embedding-model/testing';
import { expect, it } from 'vitest';
import { openColourCatalog, plainPhoto } from '../test/colour-catalog.ts';
import type { TextTowerFailure } from './text-tower-watch.ts';

const NOTE =
  "The words are not compared with photos: the text tower of the photos' encoder can't be used now. It is tried again.";
const red = { kind: 'text' as const, text: 'red', weight: 1 };
const request = { catalog: 'colours', sources: [red], weights: { image: 1, text: 1 }, limit: 10 };
const textSpreads = { image: { encoderId: encoderId(new ColourWordTower().spec), spread: 0.05 } };

/** A catalog whose text tower can be opened as soon as `state.opens` says so, at the time `state.now`. */
async function openWithTower() {
  const state = { opens: false, now: 0, openings: 0, failures: [] as TextTowerFailure[], recoveries: [] as string[] };
  const tower = openTextModelOnDemand(new ColourWordTower().spec, async () => {
    state.openings += 1;
    if (!state.opens) throw new Error('no room');
    return new ColourWordTower();
  });
  const { search } = await openColourCatalog({
    image: withTextTower(new ColourPairImageModel(), tower),
    statistics: { textSpreads },
    textTowers: {
      clock: () => state.now,
      onFailure: (failure) => state.failures.push(failure),
      onRecovery: (modelId) => state.recoveries.push(modelId),
    },
  });
  return { search, state, tower };
}

it('searches texts alone while the tower of photos cannot be opened, and says so', async () => {
  const { search } = await openWithTower();
  const found = await search.search(request);
  expect(found.effectiveWeights).toEqual({ text: 1 });
  expect(found.origins).toEqual({ text: ['text'] });
  expect(found.spreads).toEqual({ image: 0.2, text: 0.1 });
  expect(found.notes).toEqual([{ modality: 'image', weight: 1, reason: NOTE }]);
  const withText = await search.search({ ...request, weights: { text: 1 } });
  expect(found.results.map(({ itemId, score }) => [itemId, score])).toEqual(
    withText.results.map(({ itemId, score }) => [itemId, score]),
  );
  expect(withText.notes).toEqual([]);
});

it('tries the tower again after one second, then after twice as long, one search at a time', async () => {
  const { search, state } = await openWithTower();
  const openingsAt = async (now: number) => {
    state.now = now;
    await Promise.all([search.search(request), search.search(request)]);
    return state.openings;
  };
  // Both of the first two wait for one opening.
  expect([await openingsAt(0), await openingsAt(999), await openingsAt(1000)]).toEqual([1, 1, 2]);
  expect([await openingsAt(2999), await openingsAt(3000), await openingsAt(6999)]).toEqual([2, 3, 3]);
  let now = 7000;
  for (let n = 0; n < 10; n++) await openingsAt((now += 60_000));
  expect(state.openings).toBe(13);
});

it('tells of an outage once, and when words go through again', async () => {
  const { search, state, tower } = await openWithTower();
  for (const now of [0, 1000, 1001, 3000]) {
    state.now = now;
    await search.search(request);
  }
  expect(state.failures).toMatchObject([
    { catalog: 'colours', modelId: tower.spec.modelId, error: { message: 'no room' } },
  ]);
  expect(state.recoveries).toEqual([]);
  state.opens = true;
  state.now = 7000;
  const found = await search.search(request);
  expect(found.origins).toEqual({ image: ['text'], text: ['text'] });
  expect(found.spreads['image']).toBe(0.05);
  expect(found.notes).toEqual([]);
  expect(state.recoveries).toEqual([tower.spec.modelId]);
  await tower.close();
  await search.search({ ...request, sources: [{ ...red, text: 'blue' }] });
  expect(state.failures).toHaveLength(2);
});

it('compares photos of a mixture with photos and leaves the words out there, with a note', async () => {
  const { search } = await openWithTower();
  const photo = { kind: 'photo' as const, pixels: plainPhoto([25, 50, 225]), weight: 1 };
  const found = await search.search({ ...request, sources: [photo, red] });
  expect(found.origins).toEqual({ image: ['photo'], text: ['text'] });
  expect(found.notes).toEqual([{ modality: 'image', weight: 1, reason: NOTE }]);
  expect(found.results[0]?.itemId).toBe('item-blue');
});

it('finds nothing where only photos have a weight, and says why', async () => {
  const { search } = await openWithTower();
  await expect(search.search({ ...request, weights: { image: 1 } })).rejects.toThrow(
    `Nothing can be compared: only image has a weight, and the query has none of it. ${NOTE} Give text a weight`,
  );
});

it('takes a search that was aborted for no outage', async () => {
  const { search, state } = await openWithTower();
  state.opens = true;
  await expect(search.search({ ...request, signal: AbortSignal.abort() })).rejects.toBeInstanceOf(InputAbortedError);
  expect(state.failures).toEqual([]);
});
