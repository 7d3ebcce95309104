import type { ItemRepository } from '@kindred/catalog';
import type { CandidateGenerator, CandidateRequest } from './candidate-generator.ts';

/** The longest page that a repository gives. */
const MAX_PAGE = 1000;

/** The newest items first. Finds something wherever an item matches the filter: the last resort. */
export class NewArrivalsCandidates implements CandidateGenerator {
  readonly name = 'NEW_ARRIVALS';
  readonly #items: ItemRepository;

  constructor(items: ItemRepository) {
    this.#items = items;
  }

  async findCandidates({ catalog, filter, limit, exclude }: CandidateRequest): Promise<string[]> {
    const found: string[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await this.#items.page(catalog, {
        sort: { by: 'CREATED_AT', descending: true },
        limit: Math.min(MAX_PAGE, limit + exclude.size),
        ...(filter === undefined ? {} : { filter }),
        ...(after === undefined ? {} : { after }),
      });
      found.push(...page.entries.map(({ item }) => item.id).filter((id) => !exclude.has(id)));
      after = page.entries.at(-1)?.cursor;
      if (found.length >= limit || !page.hasNextPage || after === undefined) return found.slice(0, limit);
    }
  }
}
