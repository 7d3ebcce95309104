import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidFilterError } from './errors.ts';
import type { ItemFilter } from './item-filter.ts';
import { arbitraryFilter } from './testing/item-arbitraries.ts';
import { validateFilter } from './validate-filter.ts';

const nest = (levels: number): ItemFilter =>
  levels === 1 ? { kind: 'available', available: true } : { kind: 'not', filter: nest(levels - 1) };

describe('validateFilter', () => {
  it('allows ten levels and a thousand values', () => {
    validateFilter(nest(10));
    validateFilter({ kind: 'ids', anyOf: Array.from({ length: 999 }, (_, i) => `id-${String(i)}`) });
  });

  it.each<[string, ItemFilter, RegExp]>([
    ['too deep', nest(11), /nested deeper than 10 levels/],
    ['far too deep', nest(5000), /nested deeper than 10 levels/],
    ['too many values', { kind: 'ids', anyOf: Array.from({ length: 1000 }, () => 'x') }, /at most 1000/],
    ['too many conditions', { kind: 'or', filters: Array.from({ length: 1001 }, () => nest(1)) }, /at most 1000/],
    ['NaN', { kind: 'price', currency: 'EUR', min: NaN }, /price\.min must be a finite number, it is NaN/],
    ['empty range', { kind: 'attributeRange', name: 'w', min: 2, max: 1 }, /has min 2 above max 1/],
    ['currency', { kind: 'price', currency: 'eur' }, /must be an ISO 4217 code in upper case, it is 'eur'/],
    ['blank level', { kind: 'section', path: ['Women', ''] }, /section\.path\[1\] is blank/],
    ['bad date', { kind: 'createdAfter', date: new Date(NaN) }, /must be a valid date/],
    ['unknown kind', { kind: 'regex' } as unknown as ItemFilter, /unknown kind 'regex'/],
  ])('refuses %s', (_name, filter, message) => {
    expect(() => validateFilter(filter)).toThrow(InvalidFilterError);
    expect(() => validateFilter(filter)).toThrow(message);
  });

  it('names every problem with its place', () => {
    const bad: ItemFilter = {
      kind: 'and',
      filters: [
        { kind: 'price', currency: 'EUR', max: Infinity },
        { kind: 'not', filter: { kind: 'brand', anyOf: [' '] } },
      ],
    };
    expect(() => validateFilter(bad)).toThrow(
      'The filter is invalid: filter.and[0].price.max must be a finite number, it is Infinity; ' +
        'filter.and[1].not.brand.anyOf[0] is blank.',
    );
  });

  it('refuses generated filters only for empty ranges', () => {
    fc.assert(
      fc.property(arbitraryFilter, (filter) => {
        const problems = problemsOf(filter);
        expect(problems.filter((problem) => !problem.includes('above max'))).toEqual([]);
      }),
    );
  });
});

function problemsOf(filter: ItemFilter): string[] {
  try {
    validateFilter(filter);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidFilterError)) throw error;
    return error.problems.map(({ problem }) => problem);
  }
}
