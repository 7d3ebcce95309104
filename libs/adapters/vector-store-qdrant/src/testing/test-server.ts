import { describe, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import { parseQdrantUrl } from '../parse-qdrant-url.ts';
import { QdrantVectorStore, type QdrantVectorStoreOptions } from '../qdrant-vector-store.ts';

/** `qdrant://host:port` of a server that tests may use; undefined where there is none. */
export const TEST_SERVER_URL = process.env['QDRANT_URL'];

/** Printed beside the tests that are skipped for want of a server. */
export const NO_SERVER = 'set QDRANT_URL=qdrant://localhost:6333 to run it against a real server';

/** Settings of the real server with a prefix of their own, so that tests see only their own collections. */
export function testServerOptions(more: Partial<QdrantVectorStoreOptions> = {}): QdrantVectorStoreOptions {
  const parsed = parseQdrantUrl(TEST_SERVER_URL ?? '');
  if (!('settings' in parsed)) throw new Error(`QDRANT_URL ${parsed.problems.join('; ')}`);
  return { ...parsed.settings, prefix: `test-${randomUUID().slice(0, 13)}`, segments: 2, ...more };
}

/** Drops every collection under the prefix of the options. */
export async function dropTestCollections(options: QdrantVectorStoreOptions): Promise<void> {
  const store = await QdrantVectorStore.open(options);
  for (const { name } of await store.listCollections()) await store.dropCollection(name);
  await store.close();
}

/** A suite that is skipped, with the reason in its title, where there is no server. */
export function describeWithServer(title: string, define: () => void): void {
  if (TEST_SERVER_URL === undefined) {
    console.log(`${title}: skipped; ${NO_SERVER}.`);
    describe(title, () => {
      it.skip(`needs a real server (skipped: ${NO_SERVER})`, () => undefined);
    });
  } else describe(title, define);
}
