// Has no heavy imports: programs read their settings before they load anything.
import type { ObjectStorageOptions } from './s3-image-loader.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings of where photos come from that all programs share; `.env.example` says what they mean. */
export const PHOTO_SETTINGS: readonly string[] = [
  'KINDRED_PHOTO_CACHE_MB',
  'KINDRED_S3_BUCKETS',
  'KINDRED_S3_ENDPOINT',
  'KINDRED_S3_REGION',
  'KINDRED_S3_ACCESS_KEY_ID',
  'KINDRED_S3_SECRET_ACCESS_KEY',
  'KINDRED_S3_SESSION_TOKEN',
  'KINDRED_S3_PATH_STYLE',
];

export interface PhotoSettings {
  /** 0: no cache. */
  readonly cacheBytes: number;
  readonly objectStorage?: ObjectStorageOptions;
}

const MOST_CACHE_MB = 1_000_000;

/** What is wrong with the settings, each with its key; empty where nothing is. */
export function problemsOfPhotoSettings(env: Environment): string[] {
  const problems: string[] = [];
  const check = (key: string, isRight: boolean, must: string): void => {
    if (!isRight) problems.push(`${key}: must be ${must}`);
  };
  const { KINDRED_PHOTO_CACHE_MB: cache, KINDRED_S3_ENDPOINT: endpoint, KINDRED_S3_REGION: region } = given(env);
  check(
    'KINDRED_PHOTO_CACHE_MB',
    cache === undefined || (/^\d{1,7}$/u.test(cache) && Number(cache) <= MOST_CACHE_MB),
    `a whole number from 0 to ${String(MOST_CACHE_MB)}`,
  );
  check(
    'KINDRED_S3_ENDPOINT',
    endpoint === undefined || (/^https?:\/\//iu.test(endpoint) && URL.canParse(endpoint)),
    'an address that begins with http:// or https://',
  );
  check('KINDRED_S3_REGION', region === undefined || /^[a-z0-9-]+$/u.test(region), 'a region such as eu-west-1');
  const {
    KINDRED_S3_ACCESS_KEY_ID: id,
    KINDRED_S3_SECRET_ACCESS_KEY: secret,
    KINDRED_S3_PATH_STYLE: style,
  } = given(env);
  check(
    'KINDRED_S3_SECRET_ACCESS_KEY',
    (id === undefined) === (secret === undefined),
    'given with its access key id, or neither',
  );
  check('KINDRED_S3_PATH_STYLE', style === undefined || style === 'true' || style === 'false', 'true or false');
  return problems;
}

/** Of an environment in which {@link problemsOfPhotoSettings} finds no problem. */
export function readPhotoSettings(env: Environment): PhotoSettings {
  const settings = given(env);
  const cacheBytes = Number(settings['KINDRED_PHOTO_CACHE_MB'] ?? 1024) * 2 ** 20;
  const buckets = (settings['KINDRED_S3_BUCKETS'] ?? '').split(',').flatMap((name) => name.trim() || []);
  if (buckets.length === 0) return { cacheBytes };
  const { KINDRED_S3_ENDPOINT: endpoint, KINDRED_S3_REGION: region, KINDRED_S3_PATH_STYLE: style } = settings;
  const { KINDRED_S3_ACCESS_KEY_ID: accessKeyId, KINDRED_S3_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  const sessionToken = settings['KINDRED_S3_SESSION_TOKEN'];
  const objectStorage = {
    buckets,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    ...(style === undefined ? {} : { pathStyle: style === 'true' }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) } }),
  };
  return { cacheBytes, objectStorage };
}

/** An empty value counts as left out. */
function given(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}
