import { expect, test } from 'vitest';
import { extractFiles } from './extract-files.ts';

test('a photo inside a mixture leaves null behind and its path in the map', () => {
  const photo = new Blob(['jpeg']);
  const variables = {
    mixture: [
      { itemId: 'a', weight: 1 },
      { photo: { upload: photo }, weight: -1 },
    ],
    first: 24,
  };
  const extracted = extractFiles(variables);
  expect(extracted.variables).toEqual({
    mixture: [
      { itemId: 'a', weight: 1 },
      { photo: { upload: null }, weight: -1 },
    ],
    first: 24,
  });
  expect([...extracted.files]).toEqual([[photo, ['variables.mixture.1.photo.upload']]]);
  expect(variables.mixture[1]?.photo?.upload).toBe(photo);
});

test('one file in two places is sent once', () => {
  const photo = new Blob(['jpeg']);
  expect([...extractFiles({ a: photo, b: [photo] }).files.values()]).toEqual([['variables.a', 'variables.b.0']]);
});

test('without files the variables stay as they were', () => {
  const extracted = extractFiles({ filter: { brand: ['X'], available: true }, after: null });
  expect(extracted).toEqual({
    variables: { filter: { brand: ['X'], available: true }, after: null },
    files: new Map(),
  });
});
