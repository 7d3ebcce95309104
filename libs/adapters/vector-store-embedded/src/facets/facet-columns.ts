import { compileFilter, type AttributeValue, type ItemFacets, type ItemFilter } from '@kindred/catalog';
import { DictionaryColumn } from './dictionary-column.ts';
import { grown } from './grown.ts';

/** A condition on facets, without and, or, not and ids. */
export type FacetFilter = Exclude<ItemFilter, { kind: 'and' | 'or' | 'not' | 'ids' }>;

const NOTHING: ItemFacets = { section: [], available: false, attributes: {}, createdAt: new Date(0) };

/** The facets of a collection's rows, column by column: small, and a condition looks at one column. */
export class FacetColumns {
  readonly #sections = new DictionaryColumn<readonly string[]>((path) => JSON.stringify(path));
  readonly #brands = new DictionaryColumn<string>((brand) => brand);
  readonly #currencies = new DictionaryColumn<string>((currency) => currency);
  readonly #attributes = new Map<string, DictionaryColumn<AttributeValue>>();
  #amounts = new Float64Array();
  #available = new Uint8Array();
  /** Milliseconds since 1970. */
  #createdAt = new Float64Array();

  /** The row must be empty: see {@link clear}. Keeps nothing of the caller's objects. */
  set(row: number, facets: ItemFacets): void {
    this.#sections.set(row, [...facets.section]);
    if (facets.brand !== undefined) this.#brands.set(row, facets.brand);
    this.#amounts = grown(this.#amounts, row);
    if (facets.price !== undefined) {
      this.#currencies.set(row, facets.price.currency);
      this.#amounts[row] = facets.price.amount;
    }
    this.#available = grown(this.#available, row);
    this.#available[row] = facets.available ? 1 : 0;
    this.#createdAt = grown(this.#createdAt, row);
    this.#createdAt[row] = facets.createdAt.getTime();
    for (const [name, value] of Object.entries(facets.attributes))
      this.#attributeColumn(name).set(row, typeof value === 'object' ? [...value] : value);
  }

  /** A copy. */
  get(row: number): ItemFacets {
    const brand = this.#brands.get(row);
    const currency = this.#currencies.get(row);
    const attributes: Record<string, AttributeValue> = {};
    for (const [name, column] of this.#attributes) {
      const value = column.get(row);
      if (value !== undefined) define(attributes, name, typeof value === 'object' ? [...value] : value);
    }
    return {
      section: [...(this.#sections.get(row) ?? [])],
      ...(brand === undefined ? {} : { brand }),
      ...(currency === undefined ? {} : { price: { amount: this.#amounts[row]!, currency } }),
      available: this.#available[row] === 1,
      attributes,
      createdAt: new Date(this.#createdAt[row]!),
    };
  }

  clear(row: number): void {
    this.#sections.clear(row);
    this.#brands.clear(row);
    this.#currencies.clear(row);
    for (const column of this.#attributes.values()) column.clear(row);
  }

  /** Writes 1 to `out` [rows] where the row passes, else 0; the meaning is that of `compileFilter`. */
  mark(filter: FacetFilter, out: Uint8Array): void {
    const test = compileFilter(filter);
    switch (filter.kind) {
      case 'section':
        this.#sections.mark(out, (section = []) => test('', { ...NOTHING, section }));
        return;
      case 'brand':
        this.#brands.mark(out, (brand) => test('', brand === undefined ? NOTHING : { ...NOTHING, brand }));
        return;
      case 'attribute':
      case 'attributeRange': {
        const column = this.#attributes.get(filter.name);
        if (column === undefined) out.fill(test('', NOTHING) ? 1 : 0);
        else column.mark(out, (value) => test('', value === undefined ? NOTHING : withAttribute(filter.name, value)));
        return;
      }
      case 'price':
        this.#markPrice(filter, out);
        return;
      case 'available': {
        const wanted = filter.available ? 1 : 0;
        const available = this.#available;
        const known = Math.min(out.length, available.length);
        for (let row = 0; row < known; row++) out[row] = Number(available[row] === wanted);
        out.fill(0, known);
        return;
      }
      case 'createdAfter': {
        markLater(out, this.#createdAt, filter.date.getTime());
      }
    }
  }

  #markPrice({ currency, min = -Infinity, max = Infinity }: FacetFilter & { kind: 'price' }, out: Uint8Array): void {
    this.#currencies.mark(out, (value) => value === currency);
    const amounts = this.#amounts;
    const known = Math.min(out.length, amounts.length);
    for (let row = 0; row < known; row++) out[row]! &= Number(amounts[row]! >= min) & Number(amounts[row]! <= max);
  }

  #attributeColumn(name: string): DictionaryColumn<AttributeValue> {
    const known = this.#attributes.get(name);
    if (known !== undefined) return known;
    const made = new DictionaryColumn<AttributeValue>((value) => JSON.stringify(value));
    this.#attributes.set(name, made);
    return made;
  }
}

/** Without a branch per row, which would be guessed wrong as often as not. */
function markLater(out: Uint8Array, times: Float64Array, than: number): void {
  const known = Math.min(out.length, times.length);
  for (let row = 0; row < known; row++) out[row] = Number(times[row]! > than);
  out.fill(0, known);
}

function withAttribute(name: string, value: AttributeValue): ItemFacets {
  const attributes: Record<string, AttributeValue> = {};
  define(attributes, name, value);
  return { ...NOTHING, attributes };
}

/** An own property whatever its name, `__proto__` too. */
function define(record: Record<string, AttributeValue>, name: string, value: AttributeValue): void {
  Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true });
}
