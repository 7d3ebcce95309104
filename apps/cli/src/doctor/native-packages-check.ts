import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check } from './check.ts';

/** One row `id` 1, `title` a; base64, written by DuckDB. */
const PARQUET =
  'UEFSMRUAFRYVGiwVAhUAFQYVBgAACygCAAAAAgEBAAAAMRUAFRYVGiwVAhUAFQYVBgAACygCAAAAAgEBAAAAYRUCGTw1ABgNZHVja2RiX3NjaGVtYRUEABUMJQIYAmlkJQAAFQwlAhgFdGl0bGUlAAAWAhkcGSwmABwVDBkVABkYAmlkFQIWAhY4FjwmCDwYATEYATEWACgBMRgBMRERAAAAJgAcFQwZFQAZGAV0aXRsZRUCFgIWOBY8JkQ8GAFhGAFhFgAoAWEYAWEREQAAABZwFgImCBZ4ACgoRHVja0RCIHZlcnNpb24gdjEuNS42IChidWlsZCAwNjljYzlmOWI1KRksHAAAHAAAAMwAAABQQVIx';
const REINSTALL = 'Install the packages again for this platform: npm ci';

/** Makes a table, writes and searches it in a folder of its own, which is removed. */
export const lanceCheck: Check = {
  name: 'LanceDB',
  hint: REINSTALL,
  run: async () => {
    const { EmbeddedVectorStore } = await import('@kindred/vector-store-embedded');
    return inTemporaryFolder(async (folder) => {
      const store = await EmbeddedVectorStore.open({ path: folder });
      try {
        await store.ensureCollection({ name: 'doctor', blocks: [{ modality: 'text', dimension: 2 }] });
        const facets = { section: [], available: true, attributes: {}, createdAt: new Date(0) };
        await store.upsert('doctor', [{ itemId: '007', vector: Float32Array.of(1, 0), imputed: [], facets }]);
        const found = (await store.search('doctor', { vector: Float32Array.of(1, 0), weights: [1], limit: 1 })).points;
        if (found[0]?.itemId !== '007') throw new Error('A vector that was written is not found.');
        return { status: 'ok', detail: 'writes and searches' };
      } finally {
        await store.close();
      }
    });
  },
};

/** Reads a file through the library that reads Parquet. */
export const duckdbCheck: Check = {
  name: 'DuckDB',
  hint: `${REINSTALL}. Only Parquet files need it.`,
  run: async () => {
    const { openCatalogFile } = await import('@kindred/catalog-import');
    return inTemporaryFolder(async (folder) => {
      const path = join(folder, 'doctor.parquet');
      await writeFile(path, Buffer.from(PARQUET, 'base64'));
      const { rowCount } = await openCatalogFile(path);
      return { status: 'ok', detail: `reads Parquet (${String(rowCount)} row)` };
    });
  },
};

async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'kindred-doctor-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
