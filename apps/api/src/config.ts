import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  ENCODER_SETTINGS,
  problemsOfEncoderSettings,
  readEncoderSettings,
  type ConfiguredEncoders,
} from '@kindred/embedding-model-onnx/settings';
import {
  PHOTO_SETTINGS,
  problemsOfPhotoSettings,
  readPhotoSettings,
  type PhotoSettings,
} from '@kindred/image-source/settings';
import {
  problemsOfVectorStoreSettings,
  readVectorStoreSettings,
  VECTOR_STORE_SETTINGS,
  type ConfiguredVectorStore,
} from '@kindred/vector-stores';
import { z } from 'zod';
import { ConfigInvalidError } from './errors.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Keys that belong to other parts of Kindred; every other `KINDRED_` key that the schema lacks is refused as a slip. */
const KEYS_OF_OTHERS = [
  'KINDRED_DATASETS_DIR',
  'KINDRED_API_URL',
  'KINDRED_API_KEY',
  'KINDRED_SUPERVISED',
  'KINDRED_TEST_DATABASE_URL',
  'KINDRED_SHARED_TEST_SERVER',
];

const integer = (low: number, high: number, fallback: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${low} to ${high}`)
    .transform(Number)
    .pipe(z.number().min(low, `must be at least ${low}`).max(high, `must be at most ${high}`))
    .default(fallback);

const DEFAULT_DATA_DIR = '.kindred';

const list = z
  .string()
  .transform((text) => text.split(',').flatMap((entry) => (entry.trim() === '' ? [] : [entry.trim()])))
  .default([]);

const url = (protocols: readonly string[]) =>
  z.string().refine((text) => protocols.some((protocol) => text.startsWith(`${protocol}://`)), {
    error: `must begin with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
  });

const environmentSchema = z.object({
  PORT: integer(0, 65_535, 4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: url(['postgresql', 'postgres']).optional(),
  KINDRED_DATA_DIR: z.string().min(1).default(DEFAULT_DATA_DIR),
  KINDRED_MODELS_DIR: z
    .string()
    .min(1)
    .default(fileURLToPath(new URL('../../../models', import.meta.url))),
  KINDRED_CATALOG: z.string().min(1).max(100).default('default'),
  KINDRED_LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  KINDRED_IMAGE_HOSTS: list,
  KINDRED_IMAGE_DIRS: list,
  KINDRED_CORS_ORIGINS: list,
  KINDRED_ALLOWED_HOSTS: list,
  KINDRED_TRUST_PROXY: z.enum(['true', 'false']).default('false'),
  KINDRED_RATE_LIMIT_PER_MINUTE: integer(0, 1_000_000, 6000),
  KINDRED_REQUEST_TIMEOUT_MS: integer(1000, 600_000, 30_000),
  KINDRED_MAX_BODY_KB: integer(16, 65_536, 1024),
  KINDRED_MAX_UPLOAD_KB: integer(16, 102_400, 10_240),
  KINDRED_MAX_QUERY_TOKENS: integer(100, 100_000, 3000),
  KINDRED_MAX_QUERY_DEPTH: integer(4, 100, 12),
  KINDRED_MAX_QUERY_ALIASES: integer(0, 1000, 20),
  KINDRED_MAX_QUERY_COST: integer(100, 10_000_000, 20_000),
});

/** Everything the API needs to know; nothing else reads the environment. */
export interface ApiConfig extends ConfiguredVectorStore {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Absolute folder of the bundled encoders. */
  readonly modelsDir: string;
  /** Absent: PostgreSQL is started from the data folder. */
  readonly databaseUrl?: string;
  readonly catalog: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Hosts from which photos may be fetched; `*.example.com` for subdomains, `*` for any public host. */
  readonly imageHosts: readonly string[];
  /** Folders whose photos `file:` URLs may name. Absolute. */
  readonly imageDirs: readonly string[];
  /** Object storage, and the cache of fetched photos. */
  readonly photos: PhotoSettings;
  /** Which encoders there are, and how they run. */
  readonly encoders: ConfiguredEncoders;
  readonly corsOrigins: readonly string[];
  /** Further values of the Host header that a server on loopback answers to. */
  readonly allowedHosts: readonly string[];
  readonly trustProxy: boolean;
  readonly limits: ApiLimits;
}

export interface ApiLimits {
  /** 0: none. */
  readonly requestsPerMinute: number;
  readonly requestTimeoutMs: number;
  readonly bodyBytes: number;
  readonly uploadBytes: number;
  readonly queryTokens: number;
  readonly queryDepth: number;
  readonly queryAliases: number;
  readonly queryCost: number;
}

/** @throws ConfigInvalidError naming every problem at once */
export function loadConfig(environment: Readonly<Record<string, string | undefined>> = process.env): ApiConfig {
  // An empty value counts as left out: that is how env files and compose files say "none".
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(given);
  const problems = unknownKeys(given);
  if (!parsed.success)
    problems.push(...parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  const dataDir = resolve(given['KINDRED_DATA_DIR'] ?? DEFAULT_DATA_DIR);
  problems.push(
    ...problemsOfVectorStoreSettings(given, dataDir),
    ...problemsOfPhotoSettings(given),
    ...problemsOfEncoderSettings(given),
  );
  if (!parsed.success || problems.length > 0) throw new ConfigInvalidError(problems);
  return Object.freeze({
    ...toConfig(parsed.data, dataDir),
    ...readVectorStoreSettings(given, dataDir),
    photos: readPhotoSettings(given),
    encoders: readEncoderSettings(given, dataDir),
  });
}

function unknownKeys(environment: object): string[] {
  const ofParts = [...VECTOR_STORE_SETTINGS, ...PHOTO_SETTINGS, ...ENCODER_SETTINGS];
  const known: string[] = [...Object.keys(environmentSchema.shape), ...ofParts, ...KEYS_OF_OTHERS];
  return Object.keys(environment)
    .filter((key) => key.startsWith('KINDRED_') && !known.includes(key))
    .map((key) => `${key}: there is no such setting; .env.example lists them all`);
}

function toConfig(
  env: z.output<typeof environmentSchema>,
  dataDir: string,
): Omit<ApiConfig, 'photos' | 'encoders' | keyof ConfiguredVectorStore> {
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir,
    modelsDir: resolve(env.KINDRED_MODELS_DIR),
    ...(env.DATABASE_URL === undefined ? {} : { databaseUrl: env.DATABASE_URL }),
    catalog: env.KINDRED_CATALOG,
    logLevel: env.KINDRED_LOG_LEVEL,
    imageHosts: env.KINDRED_IMAGE_HOSTS,
    imageDirs: env.KINDRED_IMAGE_DIRS.map((folder) => resolve(folder)),
    corsOrigins: env.KINDRED_CORS_ORIGINS,
    allowedHosts: env.KINDRED_ALLOWED_HOSTS,
    trustProxy: env.KINDRED_TRUST_PROXY === 'true',
    limits: {
      requestsPerMinute: env.KINDRED_RATE_LIMIT_PER_MINUTE,
      requestTimeoutMs: env.KINDRED_REQUEST_TIMEOUT_MS,
      bodyBytes: env.KINDRED_MAX_BODY_KB * 1024,
      uploadBytes: env.KINDRED_MAX_UPLOAD_KB * 1024,
      queryTokens: env.KINDRED_MAX_QUERY_TOKENS,
      queryDepth: env.KINDRED_MAX_QUERY_DEPTH,
      queryAliases: env.KINDRED_MAX_QUERY_ALIASES,
      queryCost: env.KINDRED_MAX_QUERY_COST,
    },
  };
}
