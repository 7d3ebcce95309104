import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { VectorStoreUnavailableError } from '@kindred/vector-store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { QdrantVectorStore } from './qdrant-vector-store.ts';
import {
  locateVectorStore,
  problemsOfStoreUrl,
  readRememberedStoreUrl,
  rememberedStorePath,
  rememberStoreUrl,
} from './vector-store-location.ts';

describe('where the vectors are', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'kindred-location-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('is a folder of the data folder by default, or the one of the URL', () => {
    expect(locateVectorStore({ dataDir })).toEqual({ vectorStoreDir: join(dataDir, 'vectors') });
    expect(locateVectorStore({ dataDir, url: 'lancedb://other' })).toEqual({ vectorStoreDir: resolve('other') });
  });

  it('is a server with the key of the URL, else the one of the setting', () => {
    const keyOf = (url: string) => locateVectorStore({ dataDir, url, apiKey: 'set' }).qdrant?.apiKey;
    expect(keyOf('qdrant://h')).toBe('set');
    expect(keyOf('qdrant://h?apiKey=own')).toBe('own');
    expect(locateVectorStore({ dataDir, url: 'qdrant://h' }).qdrant).not.toHaveProperty('apiKey');
  });

  it('is remembered for the owner alone, and a setting goes before it', async () => {
    expect(readRememberedStoreUrl(dataDir)).toBeUndefined();
    await rememberStoreUrl(dataDir, 'qdrant://first');
    await rememberStoreUrl(dataDir, 'qdrants://second?apiKey=k');
    expect(readRememberedStoreUrl(dataDir)).toBe('qdrants://second?apiKey=k');
    expect((await stat(rememberedStorePath(dataDir))).mode & 0o777).toBe(0o600);
    expect(locateVectorStore({ dataDir }).qdrant?.baseUrl).toBe('https://second:6333');
    expect(locateVectorStore({ dataDir, url: 'lancedb://x' }).qdrant).toBeUndefined();
  });

  it('is checked before use', () => {
    expect(problemsOfStoreUrl('lancedb://x')).toEqual([]);
    expect(problemsOfStoreUrl('redis://x')).toEqual(['must begin with lancedb://, qdrant:// or qdrants://']);
    expect(problemsOfStoreUrl('qdrant://x?shards=0')).toHaveLength(1);
  });
});

it('qdrants:// speaks TLS from the first byte', async () => {
  const firstBytes: number[] = [];
  const server = createServer((socket) => {
    socket.once('data', (data) => {
      firstBytes.push(data[0] ?? -1);
      socket.destroy();
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const baseUrl = locateVectorStore({ dataDir: '/', url: `qdrants://127.0.0.1:${String(port)}` }).qdrant?.baseUrl ?? '';
  const opening = QdrantVectorStore.open({ baseUrl, retry: { firstDelayMs: 1, maxTries: 1 } });
  await expect(opening).rejects.toThrow(VectorStoreUnavailableError);
  // 22 begins a TLS handshake (RFC 8446, section 5.1).
  expect(firstBytes).toEqual([22]);
  await new Promise((done) => server.close(done));
});
