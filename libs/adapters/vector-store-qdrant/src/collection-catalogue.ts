import { CollectionNotFoundError, type CollectionSpec } from '@kindred/vector-store';
import { createBody, PAYLOAD_INDEXES } from './collection-config.ts';
import { aliasOf, generationName, isCollectionAlias, parseGeneration } from './collection-names.ts';
import { WRITE_TIME, type QdrantCall, type QdrantConnection } from './qdrant-connection.ts';
import type { QdrantSettings } from './qdrant-settings.ts';
import { readCollectionInfo, type CollectionInfo, type CollectionLayout } from './stored-collection.ts';

export interface CollectionCatalogueOptions {
  readonly connection: QdrantConnection;
  readonly settings: QdrantSettings;
  /** Per shard; 0 leaves it to the server. */
  readonly segments: number;
}

interface AliasReply {
  readonly aliases: readonly { readonly alias_name: string; readonly collection_name: string }[];
}

/** Which collections there are: a name of the port is an alias on the server, which points to one generation of its points. */
export class CollectionCatalogue {
  readonly #options: CollectionCatalogueOptions;

  constructor(options: CollectionCatalogueOptions) {
    this.#options = options;
  }

  aliasOf(name: string): string {
    return aliasOf(this.#options.settings.prefix, name);
  }

  /** Makes the first generation and its alias. Two processes that do so at once make one. */
  async create(spec: CollectionSpec): Promise<void> {
    const alias = this.aliasOf(spec.name);
    const generation = generationName(alias, 1);
    await this.createGeneration(generation, spec);
    await this.switchTo(alias, generation);
  }

  /** An empty collection with its payload indexes. Does nothing where it is there. */
  async createGeneration(generation: string, spec: CollectionSpec): Promise<void> {
    const { settings, segments } = this.#options;
    const layout = layoutFor(settings);
    await this.#write({
      operation: 'create',
      method: 'PUT',
      path: `/collections/${generation}`,
      body: createBody({ spec, layout, segments, settings }),
      accept: [409],
    });
    for (const [field_name, field_schema] of Object.entries(PAYLOAD_INDEXES))
      await this.#write({
        operation: 'create',
        method: 'PUT',
        path: `/collections/${generation}/index?wait=true`,
        body: { field_name, field_schema },
      });
  }

  /** In one step: no search falls between the old generation and the new one. */
  async switchTo(alias: string, generation: string): Promise<void> {
    const create = { create_alias: { alias_name: alias, collection_name: generation } };
    const isThere = (await this.#aliases()).has(alias);
    const actions = isThere ? [{ delete_alias: { alias_name: alias } }, create] : [create];
    await this.#write({ operation: 'switch', method: 'POST', path: '/collections/aliases', body: { actions } });
  }

  /** The alias, and every generation of it. */
  async drop(name: string): Promise<void> {
    const alias = this.aliasOf(name);
    for (const generation of await this.generationsOf(alias)) await this.dropGeneration(generation);
  }

  /** With the aliases that point to it. */
  async dropGeneration(generation: string): Promise<void> {
    await this.#write({ operation: 'drop', method: 'DELETE', path: `/collections/${generation}`, accept: [404] });
  }

  async generationsOf(alias: string): Promise<string[]> {
    const { collections } = await this.#options.connection.call<{ collections: readonly { name: string }[] }>({
      operation: 'list',
      method: 'GET',
      path: '/collections',
    });
    return collections.map(({ name }) => name).filter((name) => parseGeneration(name)?.alias === alias);
  }

  /** The generation that searches see. Undefined where there is none. */
  async liveGeneration(alias: string): Promise<string | undefined> {
    return (await this.#aliases()).get(alias);
  }

  async list(): Promise<CollectionInfo[]> {
    const found: CollectionInfo[] = [];
    for (const [alias, generation] of await this.#aliases()) {
      const reply = await this.#options.connection
        .call({ operation: 'list', method: 'GET', path: `/collections/${generation}`, collection: alias })
        .catch(ignoreMissing);
      if (reply !== undefined) found.push(readCollectionInfo(alias, reply));
    }
    return found;
  }

  async #aliases(): Promise<Map<string, string>> {
    const { aliases } = await this.#options.connection.call<AliasReply>({
      operation: 'list',
      method: 'GET',
      path: '/aliases',
    });
    return new Map(
      aliases
        .filter(({ alias_name }) => isCollectionAlias(this.#options.settings.prefix, alias_name))
        .map(({ alias_name, collection_name }) => [alias_name, collection_name]),
    );
  }

  async #write(call: Omit<QdrantCall, 'timeoutMs'>): Promise<void> {
    const { connection } = this.#options;
    await connection.exchange({ ...call, timeoutMs: WRITE_TIME * connection.timeoutMs });
  }
}

/** An index per modality costs twice the memory, so it is made only where a scan would be too slow, or where it was asked for. */
export function layoutFor({ plan, expectedItems, shards, scanLimit }: QdrantSettings): CollectionLayout {
  if (plan === 'union') return 'indexed';
  return plan === 'auto' && expectedItems / shards > scanLimit ? 'indexed' : 'scanned';
}

/** Dropped by another process while it was looked at. */
function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof CollectionNotFoundError)) throw error;
}
