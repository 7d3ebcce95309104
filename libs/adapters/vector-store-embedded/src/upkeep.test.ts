import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomPoints } from '@kindred/vector-store/testing';
import { expect, it } from 'vitest';
import { EmbeddedVectorStore } from './embedded-vector-store.ts';
import { tableName } from './table-name.ts';

const SPEC = { name: 'grown', blocks: [{ modality: 'image', dimension: 8 }] };

it('keeps the number of files bounded, however many writes there are', async () => {
  const path = await mkdtemp(join(tmpdir(), 'kindred-upkeep-'));
  const store = await EmbeddedVectorStore.open({ path, settings: { keepVersionsMs: 0 } });
  await store.ensureCollection(SPEC);
  for (let write = 0; write < 150; write++) await store.upsert(SPEC.name, randomPoints(10, write, SPEC));
  await store.close();
  const folder = join(path, `${tableName(SPEC.name)}.lance`);
  expect((await readdir(join(folder, 'data'))).length).toBeLessThan(40);
  expect((await readdir(join(folder, '_versions'))).length).toBeLessThan(40);
  const again = await EmbeddedVectorStore.open({ path });
  expect([
    ...(
      await again.fetch(
        SPEC.name,
        randomPoints(10, 0, SPEC).map((point) => point.itemId),
      )
    ).values(),
  ]).toEqual(randomPoints(10, 149, SPEC));
  await again.close();
  await rm(path, { recursive: true });
});
