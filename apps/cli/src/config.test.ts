import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { expect, it } from 'vitest';
import { loadConfig } from './config.ts';
import { ConfigInvalidError } from './errors.ts';

const exampleKeys = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8').matchAll(
  /^([A-Z_]+)=(.*)$/gm,
);
const example = Object.fromEntries([...exampleKeys].map(([, key = '', value = '']) => [key, value]));

it('takes every setting of .env.example, and gives what leaving all of them out gives', () => {
  expect(Object.keys(example)).toContain('KINDRED_DATA_DIR');
  const { modelsDir, ...config } = loadConfig(example);
  expect(isAbsolute(modelsDir)).toBe(true);
  expect(config).toEqual({
    dataDir: join(process.cwd(), '.kindred'),
    vectorStoreDir: join(process.cwd(), '.kindred', 'vectors'),
    hasVectorStoreUrl: false,
    scanThreads: 0,
    catalog: 'default',
    maxPhotoBytes: 10_485_760,
    imageHosts: [],
    imageDirs: [],
    photos: { cacheBytes: 2 ** 30 },
    encoders: {
      text: 'bundled:all-MiniLM-L6-v2',
      image: 'bundled:efficientnet-lite2',
      textTower: 'on-demand',
      folders: [],
      hub: { cacheDir: join(process.cwd(), '.kindred', 'models'), offline: false },
      device: 'cpu',
      onMissingDevice: 'fail',
      maxOpen: 4,
      idleMs: 600_000,
      tunings: [],
    },
  });
  expect(loadConfig({})).toEqual(loadConfig(example));
});

it('names every problem at once, a slip in a name included', () => {
  const wrong = {
    KINDRED_DATADIR: 'x',
    DATABASE_URL: 'mysql://x',
    VECTOR_STORE_URL: 'redis://x',
    KINDRED_S3_ENDPOINT: 'x',
    KINDRED_TEXT_ENCODER: 'x',
  };
  expect(() => loadConfig(wrong)).toThrow(ConfigInvalidError);
  for (const key of Object.keys(wrong)) expect(() => loadConfig(wrong)).toThrow(key);
});

it('takes the vector store from its URL and lists from commas', () => {
  const config = loadConfig({
    VECTOR_STORE_URL: 'lancedb:///var/lib/x',
    KINDRED_IMAGE_HOSTS: 'a.example, *.b.example,',
  });
  expect(config.vectorStoreDir).toBe('/var/lib/x');
  expect(config.imageHosts).toEqual(['a.example', '*.b.example']);
});
