import { InvalidCursorError } from '@kindred/catalog';
import { Arg, Authorized, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { Permission } from '../../auth/permissions.ts';
import { badUserInput, checkName, checkRange } from '../bad-user-input.ts';
import { findCatalog } from '../catalog/find-catalog.ts';
import type { GraphqlContext } from '../context.ts';
import { ItemFilterInput, ItemSortInput } from './item-filter.input.ts';
import { ItemConnection, ItemType } from './item.type.ts';
import { presentItem } from './present-item.ts';
import { toItemFilter } from './to-item-filter.ts';

@Resolver()
export class ItemResolver {
  @Authorized<Permission>('read')
  @Query(() => ItemType, { nullable: true, description: 'The item with that id; null where there is none.' })
  async item(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { items, catalog }: GraphqlContext,
  ): Promise<ItemType | null> {
    checkName('id', id);
    const item = await items.find(id);
    return item === undefined ? null : presentItem(item, catalog);
  }

  @Authorized<Permission>('read')
  @Query(() => ItemConnection, { description: 'Items that match a filter, page by page.' })
  async items(
    @Arg('filter', () => ItemFilterInput, { nullable: true, description: 'Only items that match.' })
    filter: ItemFilterInput | null,
    @Arg('sort', () => ItemSortInput, { nullable: true, description: 'Order; by id where absent.' })
    sort: ItemSortInput | null,
    @Arg('first', () => Int, { defaultValue: 24, description: 'How many, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the page before.' }) after: string | null,
    @Ctx() { application, catalog }: GraphqlContext,
  ): Promise<ItemConnection> {
    checkRange('first', first, [1, 200]);
    const { currency } = await findCatalog(application, catalog);
    const condition = toItemFilter(filter, currency);
    const page = await application.items
      .page(catalog, {
        limit: first,
        ...(condition === undefined ? {} : { filter: condition }),
        ...(sort ? { sort } : {}),
        ...(typeof after === 'string' ? { after } : {}),
      })
      .catch((error: unknown) => {
        throw error instanceof InvalidCursorError ? badUserInput('after', error.message) : error;
      });
    return {
      edges: page.entries.map(({ item, cursor }) => ({ node: presentItem(item, catalog), cursor })),
      pageInfo: { hasNextPage: page.hasNextPage, endCursor: page.entries.at(-1)?.cursor ?? null },
      totalCount: page.totalCount,
    };
  }
}
