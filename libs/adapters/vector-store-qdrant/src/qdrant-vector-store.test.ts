import { describeVectorStore } from '@kindred/vector-store/testing';
import { describe, it } from 'vitest';
import { QdrantVectorStore } from './qdrant-vector-store.ts';
import { dropTestCollections, NO_SERVER, TEST_SERVER_URL, testServerOptions } from './testing/test-server.ts';

if (TEST_SERVER_URL === undefined)
  describe('QdrantVectorStore', () => {
    it.skip(`keeps the contract of VectorStore (skipped: ${NO_SERVER})`, () => undefined);
  });
else
  describe.each(['scan', 'union'] as const)('with plan=%s', (plan) => {
    describeVectorStore(
      'QdrantVectorStore',
      async () => {
        const options = testServerOptions({ plan });
        return {
          store: await QdrantVectorStore.open(options),
          reopen: () => QdrantVectorStore.open(options),
          dispose: () => dropTestCollections(options),
        };
      },
      { reopen: true, propertyRuns: 25 },
    );
  });
