import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CollectionCorruptError,
  CollectionNotFoundError,
  hasLoneSurrogate,
  VectorStoreTimeoutError,
  type CollectionSpec,
  type VectorPoint,
} from '@kindred/vector-store';
import type { Connection, Table } from '@lancedb/lancedb';
import type { RecordBatch, Schema } from 'apache-arrow';
import { COLUMNS, collectionSchema, readStoredCollection, type StoredCollection } from './collection-schema.ts';
import { lanceCall, lanceStream, type LanceCallContext } from './lance-call.ts';
import { decodePoints, encodePoints } from './point-rows.ts';
import { isCollectionTable, tableName } from './table-name.ts';
import type { StampedPoint } from './table/scan-table.ts';

/** Where tables are, and how to call them. */
export interface LanceDatabase extends LanceCallContext {
  readonly connection: Connection;
}

/** State of a table on disk: it has changed if, and only if, one of these has. */
export interface TableHead {
  readonly incarnation: string;
  readonly version: number;
}

const IDS_PER_STATEMENT = 500;
const ROWS_PER_PAGE = 1_024;

/** One collection's table on disk. Every method takes the newest version. */
export class LanceTable {
  readonly stored: StoredCollection;
  readonly #database: LanceDatabase;
  readonly #table: Table;
  readonly #schema: Schema;

  private constructor(database: LanceDatabase, table: Table, stored: StoredCollection) {
    this.#database = database;
    this.#table = table;
    this.stored = stored;
    this.#schema = collectionSchema(stored);
  }

  /** @throws CollectionNotFoundError, CollectionCorruptError */
  static open(database: LanceDatabase, collection: string): Promise<LanceTable> {
    return LanceTable.#openNamed(database, tableName(collection), collection);
  }

  /** All tables of collections; without those that are dropped meanwhile. @throws CollectionCorruptError */
  static async listSpecs(database: LanceDatabase): Promise<CollectionSpec[]> {
    const names = await lanceCall(database, 'list collections', () => database.connection.tableNames());
    const specs = await Promise.all(
      names.filter(isCollectionTable).map((name) => LanceTable.#readSpec(database, name)),
    );
    return specs.filter((spec) => spec !== undefined);
  }

  /** Does nothing if there is none. */
  static async drop(database: LanceDatabase, collection: string): Promise<void> {
    const name = tableName(collection);
    const names = await lanceCall(database, 'list collections', () => database.connection.tableNames());
    if (names.includes(name))
      await lanceCall(database, `drop ${collection}`, () => database.connection.dropTable(name));
  }

  /** Opens the table where another process was faster. */
  static async create(database: LanceDatabase, spec: CollectionSpec): Promise<LanceTable> {
    const schema = collectionSchema({ spec, incarnation: randomUUID() });
    await lanceCall(database, `create ${spec.name}`, () =>
      database.connection.createEmptyTable(tableName(spec.name), schema, { mode: 'create', existOk: true }),
    );
    return LanceTable.open(database, spec.name);
  }

  static async #openNamed(database: LanceDatabase, name: string, shownName: string): Promise<LanceTable> {
    try {
      const table = await lanceCall(database, `open ${shownName}`, () => database.connection.openTable(name));
      const schema = await lanceCall(database, `read the schema of ${shownName}`, () => table.schema());
      return new LanceTable(
        database,
        table,
        readStoredCollection({ name: shownName, folder: database.location }, schema),
      );
    } catch (cause) {
      if (cause instanceof CollectionCorruptError || cause instanceof VectorStoreTimeoutError) throw cause;
      if (await holdsNothing(join(database.location, `${name}.lance`))) throw new CollectionNotFoundError(shownName);
      throw new CollectionCorruptError(shownName, database.location, 'its table on disk is damaged', { cause });
    }
  }

  static async #readSpec(database: LanceDatabase, name: string): Promise<CollectionSpec | undefined> {
    const table = await LanceTable.#openNamed(database, name, name).catch((error: unknown) => {
      if (error instanceof CollectionNotFoundError) return undefined;
      throw error;
    });
    table?.close();
    return table?.stored.spec;
  }

  get name(): string {
    return this.stored.spec.name;
  }

  version(): Promise<number> {
    return this.#call('read the version', () => this.#table.version());
  }

  countRows(): Promise<number> {
    return this.#call('count', () => this.#table.countRows());
  }

  /** Inserts or replaces in one commit: all of these points, or none. Ids must be distinct. Returns the version made. */
  async merge(points: readonly VectorPoint[], stamp: number): Promise<number> {
    const rows = encodePoints(this.#schema, points, stamp);
    const { version } = await this.#call('upsert', () =>
      this.#table.mergeInsert('itemId').whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(rows),
    );
    return version;
  }

  /** Returns the versions made, one per 500 ids. */
  async delete(itemIds: readonly string[]): Promise<number[]> {
    const versions: number[] = [];
    for (const statement of idStatements(itemIds))
      versions.push((await this.#call('delete', () => this.#table.delete(statement))).version);
    return versions;
  }

  /**
   * All points of the newest version. In pages: one query for all would read ahead far faster than rows are taken, and its memory,
   * most of the table, never goes back to the system.
   */
  async *streamPoints(): AsyncGenerator<StampedPoint[]> {
    const snapshot = await this.#call('open a snapshot', () => this.#database.connection.openTable(this.#table.name));
    try {
      const total = await this.#call('count', async () => {
        await snapshot.checkout(await snapshot.version());
        return snapshot.countRows();
      });
      for (let offset = 0; offset < total; offset += ROWS_PER_PAGE) {
        const page = snapshot.query().offset(offset).limit(ROWS_PER_PAGE);
        for await (const batch of this.#stream(page.select([...COLUMNS]))) yield decodePoints(batch);
      }
    } finally {
      snapshot.close();
    }
  }

  /** Ids and stamps only: reads little, whatever the dimension. Those of rows with a stamp above `above`; by default all. */
  async *streamStamps(above = 0): AsyncGenerator<{ readonly itemId: string; readonly stamp: number }[]> {
    const newer = this.#table.query().where(`stamp > ${String(above)}`);
    for await (const batch of this.#stream(newer.select(['itemId', 'stamp']))) {
      const [itemId, stamp] = [batch.getChild('itemId')!, batch.getChild('stamp')!];
      yield Array.from({ length: batch.numRows }, (_, row) => ({
        itemId: String(itemId.get(row)),
        stamp: Number(stamp.get(row)),
      }));
    }
  }

  async *streamPointsOf(itemIds: readonly string[]): AsyncGenerator<StampedPoint[]> {
    for (const statement of idStatements(itemIds))
      for await (const batch of this.#stream(
        this.#table
          .query()
          .where(statement)
          .select([...COLUMNS]),
      ))
        yield decodePoints(batch);
  }

  /** Merges small files and removes versions older than `keepMs`. Readers of the newest version aren't disturbed. */
  async optimize(keepMs: number): Promise<void> {
    await this.#call('optimize', () => this.#table.optimize({ cleanupOlderThan: new Date(Date.now() - keepMs) }));
  }

  close(): void {
    this.#table.close();
  }

  #call<T>(operation: string, run: () => Promise<T>): Promise<T> {
    return lanceCall(this.#database, `${operation} in ${this.name}`, run);
  }

  #stream(query: AsyncIterable<unknown>): AsyncGenerator<RecordBatch> {
    return lanceStream(this.#database, `read ${this.name}`, query as AsyncIterable<RecordBatch>);
  }
}

/** Conditions that name the ids in groups. Ids that aren't Unicode exist nowhere, and would match others once encoded. */
function idStatements(itemIds: readonly string[]): string[] {
  const quoted = [...new Set(itemIds)]
    .filter((itemId) => !hasLoneSurrogate(itemId))
    .map((itemId) => `'${itemId.replaceAll("'", "''")}'`);
  return Array.from(
    { length: Math.ceil(quoted.length / IDS_PER_STATEMENT) },
    (_, group) => `itemId IN (${quoted.slice(group * IDS_PER_STATEMENT, (group + 1) * IDS_PER_STATEMENT).join(', ')})`,
  );
}

/** True for a folder that isn't there, and for one whose creation was cut off before its first version. */
async function holdsNothing(folder: string): Promise<boolean> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return !files.some((file) => file.isFile() && /\.(manifest|lance)$/.test(file.name));
}
