import fc from 'fast-check';
import { expect, test } from 'vitest';
import { INITIAL_STATE, type ConsoleState } from './console-state.ts';
import { formatUrlState, parseUrlState } from './url-state.ts';

const sign = fc.constantFrom(1 as const, -1 as const);
const words = fc.string({ minLength: 1 });
const part = fc.oneof(
  fc.record({ kind: fc.constant('item' as const), sign, id: words }),
  fc.record({ kind: fc.constant('text' as const), sign, text: words }),
  fc.record({ kind: fc.constant('photo-url' as const), sign, url: fc.webUrl({ withQueryParameters: true }) }),
);
const price = fc.option(fc.integer({ min: 0, max: 1_000_000 }).map((cents) => cents / 100));
const weights = fc.dictionary(
  fc.stringMatching(/^[a-z][a-z0-9_-]*$/).filter((name) => name !== '__proto__'),
  fc.integer({ min: -100, max: 100 }).map((percent) => (percent === 0 ? 0 : percent / 100)),
  { minKeys: 1 },
);
const state: fc.Arbitrary<ConsoleState> = fc.record({
  parts: fc.array(part),
  weights: fc.option(weights),
  profile: fc.option(words),
  filters: fc.record({
    section: fc.array(words),
    brands: fc.array(words),
    minPrice: price,
    maxPrice: price,
    availableOnly: fc.boolean(),
  }),
  sort: fc.constantFrom('id', 'title', 'price', 'price-desc', 'newest'),
});

test('every state survives the way through the URL', () => {
  fc.assert(
    fc.property(state, (given) => {
      expect(parseUrlState(formatUrlState(given))).toEqual(withPlainRecords(given));
    }),
  );
});

test('the first page has no query string', () => {
  expect(formatUrlState(INITIAL_STATE)).toBe('');
  expect(parseUrlState('')).toEqual(INITIAL_STATE);
});

test('links stay readable', () => {
  const link =
    '?like=item:SKU-1&unlike=text:red+dress&w=image:0.7,price:-0.3&section=Women&section=Shoes&brand=A%26B&max=50&available=1';
  expect(formatUrlState(parseUrlState(link))).toBe(link);
});

test('what cannot be read is left out', () => {
  const parsed = parseUrlState(
    '?like=item:&like=nothing&like=photo:javascript:alert(1)&w=image:7,price:x,:1&min=-3&max=abc&sort=magic&x=1',
  );
  expect(parsed).toEqual(INITIAL_STATE);
});

test('a photo from this computer is not part of the link', () => {
  const file = new File(['x'], 'shoe.jpg');
  expect(formatUrlState({ ...INITIAL_STATE, parts: [{ kind: 'photo-file', sign: 1, file }] })).toBe('');
});

/** fast-check makes dictionaries without a prototype. */
function withPlainRecords(given: ConsoleState): ConsoleState {
  return { ...given, weights: given.weights === null ? null : { ...given.weights } };
}
