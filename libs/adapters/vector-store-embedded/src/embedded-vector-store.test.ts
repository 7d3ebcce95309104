import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeVectorStore } from '@kindred/vector-store/testing';
import { EmbeddedVectorStore } from './embedded-vector-store.ts';

for (const [name, scan] of Object.entries({
  'EmbeddedVectorStore, scanning where it is called': {},
  'EmbeddedVectorStore, scanning on threads': { inlineBytes: 0, threads: 2 },
}))
  describeVectorStore(
    name,
    async () => {
      const path = await mkdtemp(join(tmpdir(), 'kindred-vectors-'));
      return {
        store: await EmbeddedVectorStore.open({ path, scan }),
        reopen: () => EmbeddedVectorStore.open({ path, scan }),
        dispose: () => rm(path, { recursive: true }),
      };
    },
    { reopen: true, propertyRuns: 25 },
  );
