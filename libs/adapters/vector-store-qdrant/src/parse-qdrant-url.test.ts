import { describe, expect, it } from 'vitest';
import { describeQdrantUrl, parseQdrantUrl } from './parse-qdrant-url.ts';
import { DEFAULT_QDRANT_SETTINGS } from './qdrant-settings.ts';

describe('parseQdrantUrl', () => {
  it.each([
    ['qdrant://localhost', 'http://localhost:6333'],
    ['qdrant://10.0.0.5:7000/', 'http://10.0.0.5:7000'],
    ['qdrants://vectors.example', 'https://vectors.example:6333'],
    ['qdrants://vectors.example:443/behind/proxy/', 'https://vectors.example:443/behind/proxy'],
    ['qdrant://localhost:80', 'http://localhost:80'],
    ['qdrant://[::1]:6333', 'http://[::1]:6333'],
  ])('%s is %s with the defaults', (url, baseUrl) => {
    expect(parseQdrantUrl(url)).toEqual({ settings: { ...DEFAULT_QDRANT_SETTINGS, baseUrl } });
  });

  it('takes every setting', () => {
    const url =
      'qdrants://h:1?apiKey=a%26b&prefix=shop-1&timeoutMs=500&plan=union&shards=3&replicas=2&quantization=off&onDisk=on' +
      '&segments=4&expectedItems=5000000&scanLimit=2000';
    expect(parseQdrantUrl(url)).toEqual({
      settings: {
        baseUrl: 'https://h:1',
        apiKey: 'a&b',
        prefix: 'shop-1',
        timeoutMs: 500,
        plan: 'union',
        shards: 3,
        replicas: 2,
        quantization: false,
        onDisk: true,
        segments: 4,
        expectedItems: 5_000_000,
        scanLimit: 2000,
      },
    });
  });

  it.each([
    ['http://localhost:6333', 'must begin with qdrant:// or qdrants://'],
    ['qdrant://', 'must look like qdrant://host:6333'],
    ['qdrant://:secret@host', 'takes its key as ?apiKey=…, not before an @'],
    ['qdrant://host?shard=2', "has the unknown parameter 'shard'"],
    ['qdrant://host?shards=0', 'has shards=0, which must be a whole number from 1 to 1000'],
    ['qdrant://host?shards=two', 'has shards=two'],
    ['qdrant://host?plan=fast', 'has plan=fast, which must be auto, exact, scan, union'],
    ['qdrant://host?onDisk=true', 'has onDisk=true, which must be on or off'],
    ['qdrant://host?prefix=A', 'has prefix=A'],
    ['qdrant://host?shards=1&shards=2', "has 'shards' twice"],
    ['qdrant://host?apiKey=', "has an empty 'apiKey'"],
    ['qdrant://host#x', "must have no part behind '#'"],
  ])('%s: %s', (url, problem) => {
    const parsed = parseQdrantUrl(url);
    expect('problems' in parsed ? parsed.problems.join('; ') : 'no problem').toContain(problem);
  });

  it('tells all problems together', () => {
    const parsed = parseQdrantUrl('qdrant://host?shards=0&plan=x&y=1');
    expect('problems' in parsed ? parsed.problems : []).toHaveLength(3);
  });

  it('is shown without its key', () => {
    const parsed = parseQdrantUrl('qdrants://host?apiKey=secret');
    expect('settings' in parsed ? describeQdrantUrl(parsed.settings) : '').toBe('qdrants://host:6333');
  });
});
