import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeVectorStore } from '@kindred/vector-store/testing';
import { EmbeddedVectorStore } from './embedded-vector-store.ts';

describeVectorStore(
  'EmbeddedVectorStore',
  async () => {
    const path = await mkdtemp(join(tmpdir(), 'kindred-vectors-'));
    return {
      store: await EmbeddedVectorStore.open({ path }),
      reopen: () => EmbeddedVectorStore.open({ path }),
      dispose: () => rm(path, { recursive: true }),
    };
  },
  { reopen: true, propertyRuns: 25 },
);
