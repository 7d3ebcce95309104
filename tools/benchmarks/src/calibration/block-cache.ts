import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { InMemoryTables } from '@kindred/embedding-pipeline/testing';

interface CachedEncoder {
  readonly encoderId: string;
  /** Input hash and vector, float32 little-endian in base64. */
  readonly blocks: readonly (readonly [inputHash: string, vector: string])[];
}

/** Puts what was encoded before into the tables, so that models run only for what is new. */
export async function readBlockCache(folder: string, tables: InMemoryTables): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((found) => found.endsWith('.json'))) {
    const { encoderId, blocks } = JSON.parse(await readFile(join(folder, name), 'utf8')) as CachedEncoder;
    const known = tables.blocksOf(encoderId);
    for (const [inputHash, vector] of blocks) known.set(inputHash, floatsOf(vector));
  }
}

/** One file per encoder; a half-written one never has its final name. */
export async function writeBlockCache(folder: string, tables: InMemoryTables): Promise<void> {
  for (const [encoderId, vectors] of tables.blocks) {
    const blocks = [...vectors].map(([inputHash, vector]): [string, string] => [inputHash, base64Of(vector)]);
    const path = join(folder, `${createHash('sha256').update(encoderId).digest('hex').slice(0, 16)}.json`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.part`, JSON.stringify({ encoderId, blocks } satisfies CachedEncoder));
    await rename(`${path}.part`, path);
  }
}

function base64Of(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

function floatsOf(base64: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
}
