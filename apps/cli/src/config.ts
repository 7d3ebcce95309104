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

/** Settings of the server, which a command has no use for; `.env.example` says what they mean. */
const KEYS_OF_OTHERS = [
  'KINDRED_DATASETS_DIR',
  'KINDRED_API_URL',
  'KINDRED_API_KEY',
  'KINDRED_SUPERVISED',
  'KINDRED_LOG_LEVEL',
  'KINDRED_CORS_ORIGINS',
  'KINDRED_ALLOWED_HOSTS',
  'KINDRED_TRUST_PROXY',
  'KINDRED_RATE_LIMIT_PER_MINUTE',
  'KINDRED_REQUEST_TIMEOUT_MS',
  'KINDRED_MAX_BODY_KB',
  'KINDRED_MAX_QUERY_TOKENS',
  'KINDRED_MAX_QUERY_DEPTH',
  'KINDRED_MAX_QUERY_ALIASES',
  'KINDRED_MAX_QUERY_COST',
];

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
  DATABASE_URL: url(['postgresql', 'postgres']).optional(),
  KINDRED_DATA_DIR: z.string().min(1).default(DEFAULT_DATA_DIR),
  KINDRED_MODELS_DIR: z
    .string()
    .min(1)
    .default(fileURLToPath(new URL('../../../models', import.meta.url))),
  KINDRED_CATALOG: z.string().min(1).max(100).default('default'),
  CHROMIUM_PATH: z.string().optional(),
  KINDRED_MAX_UPLOAD_KB: z
    .string()
    .regex(/^\d+$/, 'must be a whole number from 16 to 102400')
    .transform(Number)
    .pipe(z.number().min(16, 'must be at least 16').max(102_400, 'must be at most 102400'))
    .default(10_240),
  KINDRED_IMAGE_HOSTS: list,
  KINDRED_IMAGE_DIRS: list,
});

/** The settings a command needs: the same variables as the server's, so that both work on the same data. */
export interface CliConfig extends ConfiguredVectorStore {
  /** Absolute. */
  readonly dataDir: string;
  /** Absolute folder of the bundled encoders. */
  readonly modelsDir: string;
  /** Absent: PostgreSQL is started from the data folder. */
  readonly databaseUrl?: string;
  readonly catalog: string;
  /** Hosts from which photos may be fetched; `*.example.com` for subdomains, `*` for any public host. */
  readonly imageHosts: readonly string[];
  /** Folders whose photos are read in place; absolute. */
  readonly imageDirs: readonly string[];
  /** Object storage, and the cache of fetched photos. */
  readonly photos: PhotoSettings;
  /** Which encoders there are, and how they run. */
  readonly encoders: ConfiguredEncoders;
  /** Largest photo: one that the server would refuse is not imported either. */
  readonly maxPhotoBytes: number;
  /** The browser that tests of the console use, where it isn't in a usual place. */
  readonly chromiumPath?: string;
}

/** @throws ConfigInvalidError naming every problem at once */
export function loadConfig(environment: Readonly<Record<string, string | undefined>> = process.env): CliConfig {
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
): Omit<CliConfig, 'photos' | 'encoders' | keyof ConfiguredVectorStore> {
  return {
    dataDir,
    modelsDir: resolve(env.KINDRED_MODELS_DIR),
    ...(env.DATABASE_URL === undefined ? {} : { databaseUrl: env.DATABASE_URL }),
    ...(env.CHROMIUM_PATH === undefined ? {} : { chromiumPath: env.CHROMIUM_PATH }),
    catalog: env.KINDRED_CATALOG,
    maxPhotoBytes: env.KINDRED_MAX_UPLOAD_KB * 1024,
    imageHosts: env.KINDRED_IMAGE_HOSTS,
    imageDirs: env.KINDRED_IMAGE_DIRS.map((folder) => resolve(folder)),
  };
}
