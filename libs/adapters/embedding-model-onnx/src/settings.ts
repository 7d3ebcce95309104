// Has no heavy imports: programs read their settings before they load anything.
import { join, resolve } from 'node:path';
import { EncoderUrlError, parseEncoderUrl } from '@kindred/embedding-model';
import type { HubSettings } from './hub/hub-settings.ts';
import { DEVICES, type DeviceChoice } from './session/devices.ts';
import { TEXT_TOWER_CHOICES, type TextTowerChoice } from './text-tower-choice.ts';
import type { EncoderTuning } from './tuning/encoder-tuning.ts';
import { readTunings } from './tuning/tuning-file.ts';

export * from './tuning/encoder-tuning.ts';
export { saveTunings, tuningFile } from './tuning/tuning-file.ts';

export { DEVICES, type DeviceChoice } from './session/devices.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export const DEFAULT_TEXT_ENCODER = 'bundled:all-MiniLM-L6-v2';
export const DEFAULT_IMAGE_ENCODER = 'bundled:efficientnet-lite2';

/** Settings of the encoders that all programs share; `.env.example` says what they mean. */
export const ENCODER_SETTINGS: readonly string[] = [
  'KINDRED_TEXT_ENCODER',
  'KINDRED_IMAGE_ENCODER',
  'KINDRED_TEXT_TOWER',
  'KINDRED_AUDIO_ENCODER',
  'KINDRED_ENCODER_API_KEY',
  'KINDRED_ENCODER_DIRS',
  'KINDRED_ENCODER_CACHE_DIR',
  'KINDRED_HUB_URL',
  'KINDRED_HUB_TOKEN',
  'KINDRED_HUB_OFFLINE',
  'KINDRED_DEVICE',
  'KINDRED_ON_MISSING_DEVICE',
  'KINDRED_MAX_OPEN_ENCODERS',
  'KINDRED_ENCODER_IDLE_SECONDS',
  'KINDRED_ENCODER_THREADS',
  'KINDRED_ENCODER_SESSIONS',
  'KINDRED_ENCODER_BATCH_SIZE',
];

/** Which encoders a program uses, and what it needs to open them. */
export interface ConfiguredEncoders {
  /** An encoder's URL. */
  readonly text: string;
  /** An encoder's URL; where it is that of the text encoder too, both are opened once. */
  readonly image: string;
  /** When the text tower of the image encoder, by which words search photos, is loaded. */
  readonly textTower: TextTowerChoice;
  /** An encoder's URL; absent: there is none, and catalogs have no block of sound. */
  readonly audio?: string;
  /** Of the servers of `http:` encoders. */
  readonly apiKey?: string;
  /** Absolute folders below which the manifests of `onnx:` encoders may lie. */
  readonly folders: readonly string[];
  readonly hub: Pick<HubSettings, 'cacheDir' | 'endpoint' | 'token' | 'offline'>;
  readonly device: DeviceChoice;
  readonly onMissingDevice: 'fail' | 'cpu';
  /** So many encoders are open at a time. */
  readonly maxOpen: number;
  /** Milliseconds without use after which an encoder that is not of the settings is closed. */
  readonly idleMs: number;
  /** Of this machine's processors, for one operator of one session. */
  readonly threads?: number;
  readonly sessions?: number;
  /** Inputs per call of an import. */
  readonly batchSize?: number;
  /** What `kindred encoders bench --save` found, on this machine and others; settings go before it. */
  readonly tunings: readonly EncoderTuning[];
}

/** Key → the words that its value may be. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  KINDRED_TEXT_TOWER: TEXT_TOWER_CHOICES,
  KINDRED_HUB_OFFLINE: ['true', 'false'],
  KINDRED_DEVICE: [...DEVICES, 'auto'],
  KINDRED_ON_MISSING_DEVICE: ['fail', 'cpu'],
};

/** Key → least, most and, where there is one, default of its whole numbers. */
const NUMBERS: Readonly<Record<string, readonly [number, number, number?]>> = {
  KINDRED_MAX_OPEN_ENCODERS: [1, 64, 4],
  KINDRED_ENCODER_IDLE_SECONDS: [1, 86_400, 600],
  KINDRED_ENCODER_THREADS: [1, 64],
  KINDRED_ENCODER_SESSIONS: [1, 64],
  KINDRED_ENCODER_BATCH_SIZE: [1, 1024],
};

/** What is wrong with the settings, each with its key; empty where nothing is. */
export function problemsOfEncoderSettings(env: Environment): string[] {
  const settings = given(env);
  const problems = ['KINDRED_TEXT_ENCODER', 'KINDRED_IMAGE_ENCODER', 'KINDRED_AUDIO_ENCODER'].flatMap((key) =>
    problemsOfUrl(key, settings[key]),
  );
  const endpoint = settings['KINDRED_HUB_URL'];
  if (endpoint !== undefined && !(/^https?:\/\//iu.test(endpoint) && URL.canParse(endpoint)))
    problems.push('KINDRED_HUB_URL: must be an address that begins with http:// or https://');
  if (!/^[\x21-\x7e]*$/u.test(settings['KINDRED_HUB_TOKEN'] ?? ''))
    problems.push('KINDRED_HUB_TOKEN: must be one word without spaces or line breaks');
  for (const [key, words] of Object.entries(WORDS)) {
    const value = settings[key];
    if (value !== undefined && !words.includes(value)) problems.push(`${key}: must be ${words.join(', ')}`);
  }
  for (const [key, [least, most]] of Object.entries(NUMBERS)) {
    const value = settings[key] ?? String(least);
    if (!/^\d+$/.test(value) || Number(value) < least || Number(value) > most)
      problems.push(`${key}: must be a whole number from ${String(least)} to ${String(most)}`);
  }
  return problems;
}

/** Of an environment in which {@link problemsOfEncoderSettings} finds no problem. @param dataDir where the cache of models is by default, and what was tuned @throws TuningFileError */
export function readEncoderSettings(env: Environment, dataDir: string): ConfiguredEncoders {
  const settings = given(env);
  const { KINDRED_ENCODER_API_KEY: apiKey, KINDRED_HUB_URL: endpoint, KINDRED_HUB_TOKEN: token } = settings;
  const numbers = {
    threads: settings['KINDRED_ENCODER_THREADS'],
    sessions: settings['KINDRED_ENCODER_SESSIONS'],
    batchSize: settings['KINDRED_ENCODER_BATCH_SIZE'],
  };
  const audio = settings['KINDRED_AUDIO_ENCODER'];
  const folders = (settings['KINDRED_ENCODER_DIRS'] ?? '').split(',').flatMap((folder) => folder.trim() || []);
  return {
    text: settings['KINDRED_TEXT_ENCODER'] ?? DEFAULT_TEXT_ENCODER,
    image: settings['KINDRED_IMAGE_ENCODER'] ?? DEFAULT_IMAGE_ENCODER,
    textTower: (settings['KINDRED_TEXT_TOWER'] ?? 'on-demand') as TextTowerChoice,
    ...(audio === undefined ? {} : { audio }),
    ...(apiKey === undefined ? {} : { apiKey }),
    folders: folders.map((folder) => resolve(folder)),
    hub: {
      cacheDir: resolve(settings['KINDRED_ENCODER_CACHE_DIR'] ?? join(dataDir, 'models')),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(token === undefined ? {} : { token }),
      offline: settings['KINDRED_HUB_OFFLINE'] === 'true',
    },
    device: (settings['KINDRED_DEVICE'] ?? 'cpu') as DeviceChoice,
    onMissingDevice: (settings['KINDRED_ON_MISSING_DEVICE'] ?? 'fail') as 'fail' | 'cpu',
    maxOpen: numberOf(settings, 'KINDRED_MAX_OPEN_ENCODERS'),
    idleMs: 1000 * numberOf(settings, 'KINDRED_ENCODER_IDLE_SECONDS'),
    ...Object.fromEntries(
      Object.entries(numbers).flatMap(([name, text]) => (text === undefined ? [] : [[name, Number(text)]])),
    ),
    tunings: readTunings(dataDir),
  };
}

function numberOf(settings: Environment, key: string): number {
  return Number(settings[key] ?? NUMBERS[key]?.[2]);
}

function problemsOfUrl(key: string, url: string | undefined): string[] {
  try {
    const scheme = url === undefined ? undefined : parseEncoderUrl(url).scheme;
    if (key !== 'KINDRED_AUDIO_ENCODER' || scheme !== 'http') return [];
    return [`${key}: must be onnx: or hf:, for no server can be asked for sound yet`];
  } catch (error) {
    if (error instanceof EncoderUrlError) return [`${key}: ${error.problems.join('; ')}`];
    throw error;
  }
}

/** An empty value counts as left out. */
function given(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}
