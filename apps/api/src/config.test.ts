import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { loadConfig } from './config.ts';
import { ConfigInvalidError } from './errors.ts';

const example = parseEnv(readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8'));

test('.env.example holds the defaults', () => {
  expect(loadConfig(example)).toEqual(loadConfig({}));
});

test('.env.example has every setting: with a wrong value each is named', () => {
  const wrong = Object.fromEntries(
    Object.keys(example).map((key) => [key, key.includes('KINDRED_LOG') ? 'loud' : example[key]]),
  );
  expect(() => loadConfig({ ...wrong, PORT: '70000' })).toThrow(ConfigInvalidError);
  const documented = Object.keys(example).filter((key) => key.startsWith('KINDRED_'));
  for (const key of documented)
    expect(() => loadConfig({ [`${key}X`]: '1' })).toThrow(`${key}X: there is no such setting`);
  expect(documented).toHaveLength(44);
});

test('all problems are told at once, each with its key', () => {
  let problems: readonly string[] = [];
  try {
    loadConfig({ PORT: '-1', VECTOR_STORE_URL: 'qdrant//x', KINDRED_PORT: '1', KINDRED_MAX_QUERY_DEPTH: '2' });
  } catch (error) {
    problems = (error as ConfigInvalidError).problems;
  }
  expect(problems).toEqual([
    'KINDRED_PORT: there is no such setting; .env.example lists them all',
    'PORT: must be a whole number from 0 to 65535',
    'KINDRED_MAX_QUERY_DEPTH: must be at least 4',
    'VECTOR_STORE_URL: must begin with lancedb://, qdrant:// or qdrants://',
  ]);
});

test('paths become absolute, lists are split, the rest of the environment is ignored', () => {
  const config = loadConfig({ KINDRED_DATA_DIR: 'data', KINDRED_IMAGE_HOSTS: 'a.example, *.b.example,', PATH: '/bin' });
  expect(config.dataDir).toBe(resolve('data'));
  expect(config.vectorStoreDir).toBe(resolve('data/vectors'));
  expect(config.imageHosts).toEqual(['a.example', '*.b.example']);
  expect(loadConfig({ VECTOR_STORE_URL: 'lancedb:///var/vectors' }).vectorStoreDir).toBe('/var/vectors');
});
