import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CollectionNotFoundError, type VectorPoint } from '@kindred/vector-store';
import { randomPoints } from '@kindred/vector-store/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddedVectorStore } from './embedded-vector-store.ts';

const SPEC = { name: 'shared', blocks: [{ modality: 'image', dimension: 8 }] };
const points = (count: number, seed = 1): VectorPoint[] => randomPoints(count, seed, SPEC);

describe('two stores on one folder', () => {
  let path: string;
  let writer: EmbeddedVectorStore;
  let reader: EmbeddedVectorStore;
  /** The reader's clock, in ms. */
  let now: number;

  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'kindred-two-'));
    now = 0;
    writer = await EmbeddedVectorStore.open({ path });
    reader = await EmbeddedVectorStore.open({ path, settings: { now: () => now } });
    await writer.ensureCollection(SPEC);
    await writer.upsert(SPEC.name, points(100));
    expect(await reader.count(SPEC.name)).toBe(100);
  });

  afterEach(async () => {
    await writer.close();
    await reader.close();
    await rm(path, { recursive: true });
  });

  it('a search sees what the other wrote, replaced and deleted within a second', async () => {
    const [first, ...others] = points(60, 2);
    await writer.upsert(SPEC.name, [{ ...first!, itemId: 'new' }, ...others]);
    await writer.delete(SPEC.name, ['item-99', 'item-98']);
    now = 1_000;
    expect(await reader.count(SPEC.name)).toBe(99);
    expect(await reader.fetch(SPEC.name, ['new', 'item-1', 'item-99'])).toEqual(
      new Map([
        ['new', { ...first!, itemId: 'new' }],
        ['item-1', others[0]],
      ]),
    );
  });

  it('reads rows by id where few have changed, and the whole table where many have', async () => {
    for (const [round, size] of [1, 2_000, 2_100].entries()) {
      await writer.upsert(SPEC.name, points(size, 10 + round));
      now += 1_000;
      expect([
        ...(
          await reader.fetch(
            SPEC.name,
            points(size).map((point) => point.itemId),
          )
        ).values(),
      ]).toEqual(points(size, 10 + round));
    }
  });

  it('looks no more often than every half second, and then without making the search wait', async () => {
    await writer.upsert(SPEC.name, points(101));
    now = 499;
    expect(await reader.count(SPEC.name)).toBe(100);
    now = 500;
    expect(await reader.count(SPEC.name)).toBe(100);
    // The look begun at 500 ms has ended when a write of the same store has.
    await reader.delete(SPEC.name, ['unknown']);
    expect(await reader.count(SPEC.name)).toBe(101);
  });

  it('sees that a collection was dropped, and made again with as many versions', async () => {
    await writer.dropCollection(SPEC.name);
    now = 1_000;
    await expect(reader.count(SPEC.name)).rejects.toThrow(CollectionNotFoundError);
    await expect(reader.upsert(SPEC.name, points(1))).rejects.toThrow(CollectionNotFoundError);
    await writer.ensureCollection(SPEC);
    await writer.upsert(SPEC.name, points(50, 3));
    expect(await reader.count(SPEC.name)).toBe(50);
    await writer.dropCollection(SPEC.name);
    await writer.ensureCollection(SPEC);
    await writer.upsert(SPEC.name, points(40, 4));
    now = 2_000;
    expect(await reader.count(SPEC.name)).toBe(40);
    expect((await reader.fetch(SPEC.name, ['item-3'])).get('item-3')).toEqual(points(4, 4)[3]);
  });

  it('both write the same ids at once without loss or doubles', async () => {
    const writes = Array.from({ length: 10 }, (_, round) => [
      writer.upsert(SPEC.name, points(150, 100 + round)),
      reader.upsert(SPEC.name, points(150, 200 + round)),
    ]);
    await Promise.all(writes.flat());
    await writer.delete(SPEC.name, ['item-0']);
    await reader.delete(SPEC.name, ['item-1']);
    const third = await EmbeddedVectorStore.open({ path, readOnly: true });
    const ids = points(150).map((point) => point.itemId);
    const stored = await third.fetch(SPEC.name, ids);
    expect(stored.size).toBe(148);
    expect(await third.count(SPEC.name)).toBe(148);
    now = 5_000;
    expect(await reader.fetch(SPEC.name, ids)).toEqual(stored);
    await third.close();
  });
});
