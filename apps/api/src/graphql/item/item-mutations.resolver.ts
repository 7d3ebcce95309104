import type { ItemInput } from '@kindred/catalog';
import type { IntakeOutcome } from '@kindred/embedding-pipeline';
import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { Permission } from '../../auth/permissions.ts';
import { checkCount, checkName } from '../bad-user-input.ts';
import type { GraphqlContext } from '../context.ts';
import { ItemNotFound } from '../problem/problem.type.ts';
import { DeleteItemOutcome, ItemDeleted, ItemRejected, ItemUpserted, UpsertItemOutcome } from './item-outcomes.type.ts';
import { ItemInputType } from './item.input.ts';
import { presentItem } from './present-item.ts';
import { toItemInput } from './to-item-input.ts';

const MAX_ITEMS = 100;

@Resolver()
export class ItemMutationsResolver {
  @Authorized<Permission>('writeItems')
  @Mutation(() => [UpsertItemOutcome], {
    description: 'Creates or replaces up to 100 items. They are embedded and searchable when this returns.',
  })
  async upsertItems(
    @Arg('items', () => [ItemInputType], { description: 'The items, each whole; 1 to 100.' }) inputs: ItemInputType[],
    @Ctx() { application, catalog, items }: GraphqlContext,
  ): Promise<(typeof UpsertItemOutcome)[]> {
    checkCount('items', inputs.length, MAX_ITEMS);
    const { currency } = await application.catalogs.ensure(catalog);
    const prepared = inputs.map((input) => toItemInput(input, currency));
    const accepted: ItemInput[] = prepared.flatMap(({ item, problems }) => (problems.length === 0 ? [item] : []));
    // Once begun, a write runs to its end even if the client goes away: half a batch would surprise the next one.
    const outcomes = (await application.intake.upsert(catalog, accepted)).values();
    items.forget(inputs.map(({ id }) => id));
    return prepared.map(({ item, problems }, index) => {
      if (problems.length > 0) return new ItemRejected(item.id, index, problems);
      return presentOutcome(outcomes.next().value, index, catalog);
    });
  }

  @Authorized<Permission>('writeItems')
  @Mutation(() => [DeleteItemOutcome], {
    description: 'Deletes up to 1,000 items; they are gone from searches when this returns.',
  })
  async deleteItems(
    @Arg('ids', () => [ID], { description: 'Ids of the items; 1 to 1,000.' }) ids: string[],
    @Ctx() { application, catalog, items }: GraphqlContext,
  ): Promise<(typeof DeleteItemOutcome)[]> {
    checkCount('ids', ids.length, 1000);
    for (const [index, id] of ids.entries()) checkName(`ids[${index}]`, id);
    const { deleted } = await application.intake.delete(catalog, [...new Set(ids)]);
    items.forget(ids);
    const gone = new Set(deleted);
    return ids.map((id) => (gone.has(id) ? new ItemDeleted(id) : new ItemNotFound(id, catalog)));
  }
}

function presentOutcome(
  outcome: IntakeOutcome | undefined,
  index: number,
  catalog: string,
): ItemUpserted | ItemRejected {
  if (outcome === undefined) throw new Error(`The intake gave no outcome for item ${index}.`);
  if (outcome.status === 'rejected') return new ItemRejected(outcome.itemId, index, outcome.problems);
  return new ItemUpserted(presentItem(outcome.item, catalog), outcome.warnings);
}
