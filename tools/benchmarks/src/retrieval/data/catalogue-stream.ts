import { validateItemInput, type Item } from '@kindred/catalog';
import { generateCatalog, MISSING_RATES } from '@kindred/sample-catalog';
import { createSeededRandom, seedOf } from '@kindred/vector-math';
import type { CollectionOptions } from './collection-options.ts';

/** One item of a collection without its photo and text vectors. */
export interface CatalogueRow {
  readonly row: number;
  readonly item: Item;
  readonly family: number;
  /** Whether the item has a photo; the others' image block is imputed. */
  readonly hasPhoto: boolean;
}

const NOW = new Date('2025-06-01T00:00:00Z');

/** All items, those of the reserve last: Zipf brands, log-normal prices, a tree of sections, missing values. */
export async function* streamCatalogue(options: CollectionOptions): AsyncGenerator<CatalogueRow> {
  let row = 0;
  for await (const { input, family } of generateCatalog({
    items: options.items + options.reserve,
    seed: options.seed,
    referenceDate: NOW,
  })) {
    const random = createSeededRandom(seedOf(`photo ${String(options.seed)} ${String(row)}`));
    const hasPhoto = random.next() >= MISSING_RATES.image;
    yield { row, item: validateItemInput(input, { now: NOW }), family, hasPhoto };
    row += 1;
  }
}

/** The id of a row's item: code-point order is row order. */
export function itemIdOf(row: number): string {
  return `g${String(row + 1).padStart(8, '0')}`;
}

export function rowOf(itemId: string): number {
  return Number(itemId.slice(1)) - 1;
}
