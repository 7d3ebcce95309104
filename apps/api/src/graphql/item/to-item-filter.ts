import { InvalidFilterError, type ItemFilter, validateFilter } from '@kindred/catalog';
import { badUserInput } from '../bad-user-input.ts';
import type { AttributeFilterInput, ItemFilterInput, PriceRangeInput } from './item-filter.input.ts';

/** Deeper input is refused before it is walked further; the catalog's own limit is lower. */
const MAX_INPUT_DEPTH = 10;

/** @throws GraphQLError BAD_USER_INPUT naming everything that is wrong with it */
export function toItemFilter(input: ItemFilterInput | null | undefined, currency: string): ItemFilter | undefined {
  if (input === null || input === undefined) return undefined;
  const filter = convert(input, currency, 1);
  try {
    validateFilter(filter);
  } catch (error) {
    if (error instanceof InvalidFilterError) throw badUserInput('filter', error.message);
    throw error;
  }
  return filter;
}

function convert(input: ItemFilterInput, currency: string, depth: number): ItemFilter {
  if (depth > MAX_INPUT_DEPTH) {
    throw badUserInput('filter', `filter is nested deeper than ${MAX_INPUT_DEPTH} levels; write it flatter.`);
  }
  const deeper = (part: ItemFilterInput): ItemFilter => convert(part, currency, depth + 1);
  const filters: ItemFilter[] = [...plainConditions(input, currency)];
  if (input.and) filters.push(...input.and.map(deeper));
  if (input.or) filters.push({ kind: 'or', filters: input.or.map(deeper) });
  if (input.not) filters.push({ kind: 'not', filter: deeper(input.not) });
  const [only] = filters;
  return filters.length === 1 && only !== undefined ? only : { kind: 'and', filters };
}

function* plainConditions(input: ItemFilterInput, currency: string): Generator<ItemFilter> {
  if (input.section) yield { kind: 'section', path: input.section };
  if (input.price) yield priceCondition(input.price, currency);
  if (input.brand) yield { kind: 'brand', anyOf: input.brand };
  if (typeof input.available === 'boolean') yield { kind: 'available', available: input.available };
  for (const attribute of input.attributes ?? []) yield* attributeConditions(attribute);
  if (input.createdAfter) yield { kind: 'createdAfter', date: input.createdAfter };
  if (input.ids) yield { kind: 'ids', anyOf: input.ids };
}

function priceCondition({ min, max, currency }: PriceRangeInput, defaultCurrency: string): ItemFilter {
  return { kind: 'price', currency: currency ?? defaultCurrency, ...bounds(min, max) };
}

function* attributeConditions({ name, anyOf, min, max }: AttributeFilterInput): Generator<ItemFilter> {
  const ranged = typeof min === 'number' || typeof max === 'number';
  if (!anyOf && !ranged) {
    throw badUserInput(
      'filter',
      `filter.attributes: '${name.slice(0, 100)}' has no condition; give anyOf, min or max.`,
    );
  }
  // The value of a number attribute may be given as its digits.
  if (anyOf)
    yield {
      kind: 'attribute',
      name,
      anyOf: anyOf.flatMap((value) => (isDigits(value) ? [value, Number(value)] : [value])),
    };
  if (ranged) yield { kind: 'attributeRange', name, ...bounds(min, max) };
}

function bounds(min: number | null | undefined, max: number | null | undefined): { min?: number; max?: number } {
  return { ...(typeof min === 'number' ? { min } : {}), ...(typeof max === 'number' ? { max } : {}) };
}

function isDigits(value: string): boolean {
  return value !== '' && value.trim() === value && Number.isFinite(Number(value)) && String(Number(value)) === value;
}
