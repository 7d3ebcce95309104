import { describe, expect, it } from 'vitest';
import { InvalidItemError } from './errors.ts';
import { facetsOf } from './facets-of.ts';
import type { ItemInput } from './item.ts';
import { validateItemInput } from './validate-item-input.ts';

const now = new Date('2026-05-01T12:00:00Z');
const validate = (input: ItemInput) => validateItemInput(input, { now });

/** Fields of the problems, or `[]` where the item is valid. */
function problemFields(change: object): string[] {
  try {
    validate({ id: 'SKU-1', title: 'Boots', ...change });
    return [];
  } catch (error) {
    if (!(error instanceof InvalidItemError)) throw error;
    return error.problems.map(({ field }) => field);
  }
}

describe('validateItemInput', () => {
  it('fills in what is left out', () => {
    expect(validate({ id: '007', title: ' Boots ' })).toEqual({
      id: '007',
      title: 'Boots',
      section: [],
      attributes: {},
      images: [],
      audio: [],
      available: true,
      createdAt: now,
      updatedAt: now,
    });
  });

  it('trims, upper-cases the currency and keeps a photo once', () => {
    const item = validate({
      id: ' 7 ',
      title: 'Boots',
      description: '  ',
      brand: ' Acme ',
      price: { amount: 0, currency: 'eur' },
      section: ['Women ', 'Shoes'],
      attributes: { tags: ['a ', 'b'], weight: 2 },
      images: ['https://shop.example/1.jpg', 'https://shop.example/1.jpg'],
    });
    expect(item).toMatchObject({ id: ' 7 ', brand: 'Acme', price: { amount: 0, currency: 'EUR' } });
    expect(item.images).toEqual([{ url: 'https://shop.example/1.jpg' }]);
    const clips = ['https://shop.example/1.mp3', 'https://shop.example/2.mp3', 'https://shop.example/1.mp3'];
    expect(validate({ id: '7', title: 'Bell', audio: clips }).audio).toEqual(clips.slice(0, 2).map((url) => ({ url })));
    expect(item).not.toHaveProperty('description');
    expect(facetsOf(item)).toEqual({
      section: ['Women', 'Shoes'],
      price: { amount: 0, currency: 'EUR' },
      brand: 'Acme',
      available: true,
      attributes: { tags: ['a', 'b'], weight: 2 },
      createdAt: now,
    });
  });

  it.each([
    [{ id: 'x'.repeat(200) }, []],
    [{ id: 'x'.repeat(201) }, ['id']],
    [{ id: '' }, ['id']],
    [{ id: Object.create(null) as unknown }, ['id']],
    [{ id: 'a\0b' }, ['id']],
    [{ title: ' \n' }, ['title']],
    [{ title: '\ud83d' }, ['title']],
    [{ title: 42 }, ['title']],
    [{ title: 'x'.repeat(1001) }, ['title']],
    [{ description: 'x'.repeat(20_000) }, []],
    [{ description: 'x'.repeat(20_001) }, ['description']],
    [{ price: { amount: -0.01, currency: 'EUR' } }, ['price.amount']],
    [{ price: { amount: NaN, currency: 'EUR' } }, ['price.amount']],
    [{ price: { amount: Infinity, currency: 'euros' } }, ['price.amount', 'price.currency']],
    [{ section: Array.from({ length: 10 }, () => 'Deep') }, []],
    [{ section: Array.from({ length: 11 }, () => 'Deep') }, ['section']],
    [{ section: ['Women', ' '] }, ['section[1]']],
    [{ attributes: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`a${String(i)}`, 1])) }, ['attributes']],
    [{ attributes: { weight: NaN } }, ['attributes.weight']],
    [{ attributes: { tags: ['a', ''] } }, ['attributes.tags[1]']],
    [{ attributes: { flag: true } }, ['attributes.flag']],
    [{ images: Array.from({ length: 21 }, (_, i) => `https://shop.example/${String(i)}`) }, ['images']],
    [
      {
        images: [
          'data:image/png;base64,AAAA',
          `upload:${'0'.repeat(64)}`,
          'file:///tmp/a.jpg',
          's3://photos/größe 42.jpg',
        ],
      },
      [],
    ],
    [{ images: ['javascript:alert(1)', 'photo.jpg', 'upload:xyz'] }, ['images[0]', 'images[1]', 'images[2]']],
    [{ images: ['s3://photos', 's3://photos/', 's3:///a.jpg'] }, ['images[0]', 'images[1]', 'images[2]']],
    [{ audio: Array.from({ length: 11 }, (_, i) => `https://shop.example/${String(i)}`) }, ['audio']],
    [{ audio: ['data:audio/wav;base64,AAAA', `upload:${'0'.repeat(64)}`, 'file:///a.mp3', 's3://clips/a b.wav'] }, []],
    [{ audio: ['data:image/png;base64,AAAA', 'a.mp3', 7] }, ['audio[0]', 'audio[1]', 'audio[2]']],
    [{ images: ['data:audio/wav;base64,AAAA'] }, ['images[0]']],
    [{ available: 'yes' }, ['available']],
    [{ createdAt: new Date('never') }, ['createdAt']],
  ])('%#: names what is wrong', (change, fields) => {
    expect(problemFields(change)).toEqual(fields);
  });

  it('reports everything at once, in words', () => {
    const wrong = { id: 'SKU-1', title: '', price: { amount: -5, currency: 'XX' } };
    expect(() => validate(wrong)).toThrow(
      "Item 'SKU-1' is invalid: title is blank; price.amount must be 0 or more, it is -5; " +
        "price.currency must be an ISO 4217 code such as 'EUR', it is 'XX'.",
    );
  });
});
