import { expect, test } from 'vitest';
import { readGoldenSource, toSourcePart } from './golden-source.ts';
import { mergeCandidates } from './merge-candidates.ts';

test('one item or words, liked, can be kept; nothing else', () => {
  expect(readGoldenSource([{ kind: 'item', sign: 1, id: 'a' }])).toEqual({ itemId: 'a' });
  expect(readGoldenSource([{ kind: 'text', sign: 1, text: 'red' }])).toEqual({ text: 'red' });
  expect(readGoldenSource([{ kind: 'item', sign: -1, id: 'a' }])).toBeUndefined();
  expect(readGoldenSource([{ kind: 'photo-url', sign: 1, url: 'https://a/b.jpg' }])).toBeUndefined();
  expect(
    readGoldenSource([
      { kind: 'item', sign: 1, id: 'a' },
      { kind: 'text', sign: 1, text: 'red' },
    ]),
  ).toBeUndefined();
  expect(toSourcePart({ itemId: null, text: 'red' })).toEqual({ kind: 'text', sign: 1, text: 'red' });
  expect(toSourcePart({ itemId: 'a', text: null })).toEqual({ kind: 'item', sign: 1, id: 'a' });
});

test('what is expected can be picked even where it is not among the results', () => {
  const item = (id: string) => ({ id, title: id, images: [] });
  expect(mergeCandidates([item('far'), item('b')], [item('a'), item('b')])).toEqual([
    { item: item('far'), rank: null },
    { item: item('b'), rank: 2 },
    { item: item('a'), rank: 1 },
  ]);
});
