import { expect, it } from 'vitest';
import { problemsOfPhotoSettings, readPhotoSettings } from './settings.ts';

it('without any setting there is a cache of 1 GiB and no object storage', () => {
  const env = { KINDRED_S3_BUCKETS: '', KINDRED_S3_REGION: undefined };
  expect(problemsOfPhotoSettings(env)).toEqual([]);
  expect(readPhotoSettings(env)).toEqual({ cacheBytes: 2 ** 30 });
});

it('reads all of them', () => {
  const env = {
    KINDRED_PHOTO_CACHE_MB: '0',
    KINDRED_S3_BUCKETS: 'photos, more-photos,',
    KINDRED_S3_ENDPOINT: 'http://minio:9000',
    KINDRED_S3_REGION: 'eu-west-1',
    KINDRED_S3_ACCESS_KEY_ID: 'id',
    KINDRED_S3_SECRET_ACCESS_KEY: 'secret',
    KINDRED_S3_SESSION_TOKEN: 'session',
    KINDRED_S3_PATH_STYLE: 'false',
  };
  expect(problemsOfPhotoSettings(env)).toEqual([]);
  expect(readPhotoSettings(env)).toEqual({
    cacheBytes: 0,
    objectStorage: {
      buckets: ['photos', 'more-photos'],
      endpoint: 'http://minio:9000',
      region: 'eu-west-1',
      pathStyle: false,
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'session' },
    },
  });
});

it('names every problem with its key', () => {
  const env = {
    KINDRED_PHOTO_CACHE_MB: '-1',
    KINDRED_S3_ENDPOINT: 'minio:9000',
    KINDRED_S3_REGION: 'Ireland!',
    KINDRED_S3_ACCESS_KEY_ID: 'id',
    KINDRED_S3_PATH_STYLE: 'yes',
  };
  expect(problemsOfPhotoSettings(env)).toEqual([
    'KINDRED_PHOTO_CACHE_MB: must be a whole number from 0 to 1000000',
    'KINDRED_S3_ENDPOINT: must be an address that begins with http:// or https://',
    'KINDRED_S3_REGION: must be a region such as eu-west-1',
    'KINDRED_S3_SECRET_ACCESS_KEY: must be given with its access key id, or neither',
    'KINDRED_S3_PATH_STYLE: must be true or false',
  ]);
});
