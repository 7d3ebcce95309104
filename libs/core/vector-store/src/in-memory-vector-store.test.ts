import { InMemoryVectorStore } from './in-memory-vector-store.ts';
import { describeVectorStore } from './testing/index.ts';

describeVectorStore('InMemoryVectorStore', async () => ({ store: new InMemoryVectorStore() }), {
  reopen: { missing: 'it lives in memory' },
  tolerance: 1e-6,
});
