import { describeVectorStore } from '@kindred/vector-store/testing';
import { describe } from 'vitest';
import { QdrantVectorStore } from './qdrant-vector-store.ts';
import { describeWithServer, dropTestCollections, testServerOptions } from './testing/test-server.ts';

describeWithServer('QdrantVectorStore', () => {
  describe.each(['auto', 'scan', 'union'] as const)('with plan=%s', (plan) => {
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
});
