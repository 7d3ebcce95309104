import { expect, test } from 'vitest';
import { partFromWords, withPart, withoutPart } from './source-parts.ts';
import { buildSourceVariables } from './source-variables.ts';

const item = { kind: 'item', sign: 1, id: 'a' } as const;
const words = { kind: 'text', sign: -1, text: 'red' } as const;

test('one part to be like is asked for directly', () => {
  expect(buildSourceVariables([item])).toEqual({ itemId: 'a' });
  const file = new File(['x'], 'a.jpg');
  expect(buildSourceVariables([{ kind: 'photo-file', sign: 1, file }])).toEqual({ photo: { upload: file } });
});

test('several parts, or one to be unlike, are a mixture', () => {
  expect(buildSourceVariables([item, words])).toEqual({
    mixture: [
      { itemId: 'a', weight: 1 },
      { text: 'red', weight: -1 },
    ],
  });
  expect(buildSourceVariables([words])).toEqual({ mixture: [{ text: 'red', weight: -1 }] });
});

test('adding what is there already only changes its sign', () => {
  expect(withPart([item], { ...item, sign: -1 })).toEqual([{ ...item, sign: -1 }]);
  expect(withPart([item], words)).toEqual([item, words]);
  expect(withoutPart([item, words], { ...words, sign: 1 })).toEqual([item]);
});

test('the address of a picture is a photo, other words are words', () => {
  expect(partFromWords(' https://example.test/a/shoe.jpg?w=3 ')).toEqual({
    kind: 'photo-url',
    sign: 1,
    url: 'https://example.test/a/shoe.jpg?w=3',
  });
  expect(partFromWords('red dress')).toEqual({ kind: 'text', sign: 1, text: 'red dress' });
  expect(partFromWords('   ')).toBeUndefined();
});
