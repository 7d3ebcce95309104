import { locateVectorStore, problemsOfStoreUrl, rememberStoreUrl } from '@kindred/vector-store-qdrant';
import { note, type CommandContext } from '../cli-command.ts';
import type { OpenParts } from '../composition/open-parts.ts';
import { describeVectorStore } from '../composition/describe-vector-store.ts';
import { NothingImportedError, UsageError } from '../errors.ts';
import { refillCatalog } from './refill-catalog.ts';
import type { RefillDocument, RefillOptions, RefilledCatalog } from './refill-document.ts';
import { openRefillTarget } from './refill-target.ts';

/**
 * Fills the other store with every catalog, or the one that was named, and switches when all are whole and agree with the present
 * store. @throws UsageError, VectorStoreError, RefillCountMismatchError, StoresDisagreeError, InterruptedError
 */
export async function runRefill(
  parts: OpenParts,
  context: CommandContext,
  options: RefillOptions,
): Promise<RefillDocument> {
  const { config } = context;
  const location = locateTarget(context, options.to);
  const { catalogs, items, layouts } = await parts.existingDatabase();
  const names = options.catalog === undefined ? (await catalogs.list()).map(({ name }) => name) : [options.catalog];
  const filled = [];
  let largest = 0;
  for (const name of names) {
    const stored = await layouts.findActive(name);
    if (stored === undefined) continue;
    filled.push({ name, stored });
    largest = Math.max(largest, await items.count(name));
  }
  if (filled.length === 0) throw new NothingImportedError(config.dataDir);
  const target = await openRefillTarget(location, largest);
  try {
    const results: RefilledCatalog[] = [];
    for (const catalog of filled) results.push(await refillCatalog(parts, context, { ...catalog, target }));
    const isWhole = options.switch && options.catalog === undefined;
    if (isWhole) await rememberStoreUrl(config.dataDir, options.to);
    return {
      to: target.place,
      catalogs: results,
      switched: isWhole && !config.hasVectorStoreUrl,
      next: nextStep(context, options),
    };
  } finally {
    await target.close();
  }
}

function locateTarget({ config }: CommandContext, to: string): ReturnType<typeof locateVectorStore> {
  const problems = problemsOfStoreUrl(to);
  if (problems.length > 0) throw new UsageError(`--to ${problems.join('; ')}.`);
  const location = locateVectorStore({ dataDir: config.dataDir, url: to, apiKey: config.qdrantApiKey });
  if (location.qdrant === undefined && describeVectorStore(location) === describeVectorStore(config))
    throw new UsageError(`--to names the store that is in use. The server and kindred worker refill it by themselves.`);
  return location;
}

/** What a person still has to do. */
function nextStep(context: CommandContext, { to, catalog, switch: mayswitch }: RefillOptions): string {
  const restart = 'Restart the server and the workers: until then they write to the store they have open.';
  if (!mayswitch) return 'Nothing was switched: run it again without --no-switch.';
  if (catalog !== undefined)
    return 'Only one catalog was filled, so nothing was switched: run it again without --catalog.';
  if (!context.config.hasVectorStoreUrl) return restart;
  const shown = to.replace(/(apiKey=)[^&]*/, '$1…');
  note(context, 'VECTOR_STORE_URL is set, and goes before what this command remembers.');
  return `Set VECTOR_STORE_URL=${shown}. ${restart}`;
}
