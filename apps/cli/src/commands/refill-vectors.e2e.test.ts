import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseQdrantUrl, QdrantVectorStore } from '@kindred/vector-store-qdrant';
import { afterAll, describe, expect, it } from 'vitest';
import type { RefillDocument } from '../refilling/refill-document.ts';
import { runKindred, runKindredJson } from '../testing/run-kindred.ts';
import { writeSampleCatalog } from '../testing/sample-catalog.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';

const server = process.env['QDRANT_URL'];
const folder = useTemporaryFolder();

interface Similar {
  readonly results: readonly { readonly item: { readonly id: string }; readonly score: number }[];
}

it.each([
  [['vectors', 'refill'], "'--to <url>'"],
  [['vectors', 'refill', '--to', 'redis://x'], 'must begin with lancedb://, qdrant:// or qdrants://'],
  [['vectors', 'refill', '--to', 'qdrant://x?shards=0'], 'has shards=0'],
  [['vectors', 'refill', '--to', 'lancedb://.kindred/vectors'], 'the store that is in use'],
])('kindred %j ends with 2', async (args, line) => {
  const { code, stderr } = await runKindred(folder.path, ...args);
  expect(stderr).toContain(line);
  expect(code).toBe(2);
});

it('says that there is nothing to fill it from', async () => {
  const { document } = await runKindredJson(folder.path, 'vectors', 'refill', '--to', 'qdrant://127.0.0.1:1');
  expect(document).toMatchObject({ error: { code: 'NOTHING_IMPORTED' } });
});

describe.skipIf(server === undefined)('on a real server (set QDRANT_URL=qdrant://localhost:6333)', () => {
  const separator = server?.includes('?') === true ? '&' : '?';
  const to = `${server ?? ''}${separator}prefix=test-${randomUUID().slice(0, 13)}`;

  it('moves a catalog to Qdrant and back without running a model, and remembers where it is', async () => {
    await writeSampleCatalog(folder.path, 30);
    await runKindredJson(folder.path, 'import', 'products.csv');
    const similar = async () =>
      (await runKindredJson<Similar>(folder.path, 'similar', 'SKU-004', '--weights', 'image=.7,price=.3')).document;
    const before = await similar();

    const { code, document } = await runKindredJson<RefillDocument>(folder.path, 'vectors', 'refill', '--to', to);
    expect(code).toBe(0);
    expect(document).toMatchObject({
      catalogs: [{ catalog: 'default', items: 30, points: 30, compared: { queries: 30, agreement: 1 } }],
      switched: true,
    });
    expect(document.catalogs[0]?.compared?.scoreDifference).toBeLessThanOrEqual(1e-5);
    expect((await readFile(join(folder.path, '.kindred', 'vector-store.url'), 'utf8')).trim()).toBe(to);
    expect(await similar()).toEqual(before);
    const doctor = await runKindred(folder.path, 'doctor');
    expect(doctor.stdout).toMatch(/ok {4}Vector store +qdrant:\/\/.*default 30 items/);

    const back = await runKindredJson<RefillDocument>(folder.path, 'vectors', 'refill', '--to', 'lancedb://moved');
    expect(back.document).toMatchObject({ catalogs: [{ points: 30, compared: { agreement: 1 } }], switched: true });
    expect(await similar()).toEqual(before);
  });

  afterAll(async () => {
    const parsed = parseQdrantUrl(to);
    if (!('settings' in parsed)) throw new Error('QDRANT_URL is wrong');
    const store = await QdrantVectorStore.open(parsed.settings);
    for (const { name } of await store.listCollections()) await store.dropCollection(name);
    await store.close();
  });

  it('says that a server is not there, and switches nothing', async () => {
    const run = await runKindredJson(folder.path, 'vectors', 'refill', '--to', 'qdrant://127.0.0.1:1');
    expect(run.document).toMatchObject({ error: { code: 'VECTOR_STORE_UNAVAILABLE' } });
    expect(run.code).toBe(1);
    expect((await readFile(join(folder.path, '.kindred', 'vector-store.url'), 'utf8')).trim()).toBe('lancedb://moved');
  });

  it('switches nothing when one catalog is filled only, or when told not to', async () => {
    const one = await runKindredJson<RefillDocument>(
      folder.path,
      'vectors',
      'refill',
      '--to',
      to,
      '--catalog',
      'default',
    );
    expect(one.document).toMatchObject({ switched: false, next: expect.stringContaining('without --catalog') });
    const { stdout } = await runKindred(folder.path, 'vectors', 'refill', '--to', to, '--no-switch');
    expect(stdout).toContain('Nothing was switched');
    expect((await readFile(join(folder.path, '.kindred', 'vector-store.url'), 'utf8')).trim()).toBe('lancedb://moved');
  });
});
