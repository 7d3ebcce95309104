import {
  compareStores,
  SCORE_TOLERANCE,
  StoresDisagreeError,
  StoreTransfer,
  type StoreComparison,
} from '@kindred/embedding-pipeline';
import type { StoredLayout } from '@kindred/fusion';
import { VectorStoreError, type CollectionSpec, type VectorStore } from '@kindred/vector-store';
import { note, type CommandContext } from '../cli-command.ts';
import type { OpenParts } from '../composition/open-parts.ts';
import { InterruptedError } from '../errors.ts';
import { formatCount } from '../output/format-amounts.ts';
import type { RefilledCatalog } from './refill-document.ts';
import type { RefilledCollection, RefillTarget } from './refill-target.ts';

export interface RefillCatalogInput {
  readonly name: string;
  readonly stored: StoredLayout;
  readonly target: RefillTarget;
}

const COMPARED_ITEMS = 60;
const NEEDED_AGREEMENT = 0.99;
const SEED = 1;
const LINE_EVERY_MS = 5000;

/** Fills, settles, compares and publishes one catalog's collection; discards it where any of that fails. */
export async function refillCatalog(
  parts: OpenParts,
  context: CommandContext,
  { name, stored, target }: RefillCatalogInput,
): Promise<RefilledCatalog> {
  const begin = performance.now();
  const { items, blocks } = await parts.existingDatabase();
  const total = await items.count(name);
  const transfer = new StoreTransfer({ catalog: name, stored, items, blocks });
  note(context, `Filling catalog '${name}' (${formatCount(total)} items) into ${target.place} …`);
  const collection = await target.begin(transfer.spec);
  try {
    const points = await transfer.fill(collection.store, progressOf(context, total));
    const plan = await collection.settle();
    const compared = await compareWithPresent(parts, collection, { catalog: name, spec: transfer.spec });
    await transfer.catchUp();
    await collection.publish();
    // What was committed while the switch was made.
    await transfer.catchUp();
    const seconds = Math.round(performance.now() - begin) / 1000;
    const counts = {
      items: await items.count(name),
      points: Math.max(points, await collection.store.count(transfer.spec.name)),
    };
    return {
      catalog: name,
      collection: transfer.spec.name,
      ...counts,
      seconds,
      ...(compared === undefined ? {} : { compared }),
      ...(plan === undefined ? {} : { plan }),
    };
  } catch (error) {
    // The first error is the one to tell.
    await collection.discard().catch(() => undefined);
    throw error;
  }
}

/** A line every five seconds; stops the filling after Ctrl-C. */
function progressOf(context: CommandContext, total: number): (done: number) => void {
  let shownAt = performance.now();
  return (done) => {
    if (context.signal.aborted) throw new InterruptedError();
    if (performance.now() - shownAt < LINE_EVERY_MS) return;
    shownAt = performance.now();
    note(context, `${formatCount(done)} of ${formatCount(total)} items`);
  };
}

/** Undefined where the present store can't be compared with. @throws StoresDisagreeError */
async function compareWithPresent(
  parts: OpenParts,
  { store }: RefilledCollection,
  { catalog, spec }: { readonly catalog: string; readonly spec: CollectionSpec },
): Promise<StoreComparison | undefined> {
  const present = await openPresent(parts, spec.name, await store.count(spec.name));
  if (present === undefined) return undefined;
  const { items } = await parts.existingDatabase();
  const itemIds = await sampleIds(items.stream(catalog, 500), COMPARED_ITEMS);
  const compared = await compareStores(present, store, { spec, itemIds, seed: SEED });
  if (compared.agreement < NEEDED_AGREEMENT || compared.scoreDifference > SCORE_TOLERANCE)
    throw new StoresDisagreeError(catalog, compared);
  return compared;
}

/** Undefined where it can't be reached, lacks the collection, or holds another number of points. */
async function openPresent(parts: OpenParts, collection: string, points: number): Promise<VectorStore | undefined> {
  try {
    const present = await parts.readOnlyStore();
    return (await present.count(collection)) === points ? present : undefined;
  } catch (error) {
    if (error instanceof VectorStoreError) return undefined;
    throw error;
  }
}

/** Spread evenly over the ids: of every batch some, then every so many of those. */
async function sampleIds(batches: AsyncIterable<readonly { readonly id: string }[]>, count: number): Promise<string[]> {
  const ids: string[] = [];
  for await (const batch of batches) ids.push(...batch.map(({ id }) => id));
  const step = Math.max(1, Math.floor(ids.length / count));
  return ids.filter((_, index) => index % step === 0).slice(0, count);
}
