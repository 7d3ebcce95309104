import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CollectionCorruptError,
  CollectionNotFoundError,
  VectorStoreReadOnlyError,
  VectorStoreTimeoutError,
  VectorStoreUnavailableError,
} from '@kindred/vector-store';
import { randomPoints } from '@kindred/vector-store/testing';
import { connect } from '@lancedb/lancedb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddedVectorStore } from './embedded-vector-store.ts';
import { lanceCall } from './lance-call.ts';
import { tableName } from './table-name.ts';

const SPEC = { name: 'Shoes', blocks: [{ modality: 'image', dimension: 8 }] };
const points = randomPoints(20, 1, SPEC);

describe('a store that is damaged or refused', () => {
  let path: string;
  const table = (): string => join(path, `${tableName(SPEC.name)}.lance`);

  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'kindred-damaged-'));
    const store = await EmbeddedVectorStore.open({ path });
    await store.ensureCollection(SPEC);
    await store.upsert(SPEC.name, points);
    await store.close();
  });
  afterEach(() => rm(path, { recursive: true, force: true }));

  async function expectCorrupt(): Promise<void> {
    const store = await EmbeddedVectorStore.open({ path });
    const error: unknown = await store.count(SPEC.name).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(CollectionCorruptError);
    expect(String(error)).toContain(`Delete the folder '${path}' and refill the vector store.`);
    await store.close();
  }

  it('says so when files of rows are gone', async () => {
    await rm(join(table(), 'data'), { recursive: true });
    await expectCorrupt();
  });

  it('says so when the list of files is garbage', async () => {
    for (const file of await readdir(join(table(), '_versions')))
      await writeFile(join(table(), '_versions', file), 'garbage');
    await expectCorrupt();
  });

  it('says so when the list of files is gone', async () => {
    await rm(join(table(), '_versions'), { recursive: true });
    await expectCorrupt();
  });

  it('says so when another program made the table', async () => {
    await rm(table(), { recursive: true });
    const connection = await connect(path);
    await connection.createTable(tableName(SPEC.name), [{ id: 1 }]);
    await expectCorrupt();
  });

  it('makes a collection anew whose creation was cut off', async () => {
    await rm(table(), { recursive: true });
    await mkdir(join(table(), '_versions'), { recursive: true });
    const store = await EmbeddedVectorStore.open({ path });
    await expect(store.count(SPEC.name)).rejects.toThrow(CollectionNotFoundError);
    expect(await store.listCollections()).toEqual([]);
    await store.ensureCollection(SPEC);
    await store.upsert(SPEC.name, points);
    expect(await store.count(SPEC.name)).toBe(20);
    await store.close();
  });

  it('refuses every write when opened read-only, and answers', async () => {
    const store = await EmbeddedVectorStore.open({ path, readOnly: true });
    expect(await store.count(SPEC.name)).toBe(20);
    await store.ensureCollection(SPEC);
    await expect(store.upsert(SPEC.name, points)).rejects.toThrow(VectorStoreReadOnlyError);
    await expect(store.delete(SPEC.name, ['item-1'])).rejects.toThrow(VectorStoreReadOnlyError);
    await expect(store.dropCollection(SPEC.name)).rejects.toThrow(VectorStoreReadOnlyError);
    await expect(store.ensureCollection({ ...SPEC, name: 'other' })).rejects.toThrow(CollectionNotFoundError);
    await store.close();
  });

  it('says that a folder is a file', async () => {
    const file = join(path, 'file');
    await writeFile(file, '');
    await expect(EmbeddedVectorStore.open({ path: file })).rejects.toThrow(VectorStoreUnavailableError);
  });

  it('gives up a call that takes too long', async () => {
    const never = lanceCall({ location: path, timeoutMs: 5 }, 'count', () => new Promise(() => undefined));
    await expect(never).rejects.toThrow(VectorStoreTimeoutError);
  });
});
