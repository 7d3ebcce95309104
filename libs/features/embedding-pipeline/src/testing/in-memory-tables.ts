import type { Item, ItemBlockReference, OutboxEntry } from '@kindred/catalog';

/** What the in-memory repositories share, as a database's tables would be. Nothing survives the process. */
export class InMemoryTables {
  readonly items = new Map<string, Map<string, Item>>();
  /** Catalog → item id → references. */
  readonly references = new Map<string, Map<string, readonly ItemBlockReference[]>>();
  /** Encoder id → input hash → vector. */
  readonly blocks = new Map<string, Map<string, Float32Array>>();
  readonly outbox = new Map<string, OutboxEntry[]>();
  lastSequence = 0n;

  itemsOf(catalog: string): Map<string, Item> {
    return entryOf(this.items, catalog, () => new Map());
  }

  referencesOf(catalog: string): Map<string, readonly ItemBlockReference[]> {
    return entryOf(this.references, catalog, () => new Map());
  }

  outboxOf(catalog: string): OutboxEntry[] {
    return entryOf(this.outbox, catalog, () => []);
  }

  blocksOf(encoderId: string): Map<string, Float32Array> {
    return entryOf(this.blocks, encoderId, () => new Map());
  }
}

function entryOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
