import { DEFAULT_QDRANT_SETTINGS, type QdrantPlanSetting, type QdrantSettings } from './qdrant-settings.ts';

const PLANS: readonly QdrantPlanSetting[] = ['auto', 'exact', 'scan', 'union'];
const DEFAULT_PORT = '6333';

/** The settings that are whole numbers, with their ranges. */
const NUMBERS = {
  timeoutMs: [100, 600_000],
  shards: [1, 1000],
  replicas: [1, 10],
  segments: [0, 64],
  expectedItems: [0, 1e10],
  scanLimit: [1000, 1e10],
} as const;
const FLAGS = ['quantization', 'onDisk'] as const;

export type ParsedQdrantUrl =
  { readonly settings: QdrantSettings } | { readonly problems: readonly [string, ...string[]] };

/** Whether a setting means this store. */
export function isQdrantUrl(text: string): boolean {
  return /^qdrants?:\/\//.test(text);
}

/**
 * Reads `qdrant://host:6333?shards=2` or `qdrants://…` (TLS). Settings are parameters named like those of {@link QdrantSettings};
 * an unknown one is a problem, and all problems are told together, as ends of a sentence that begins with the setting's name.
 */
export function parseQdrantUrl(text: string): ParsedQdrantUrl {
  if (!isQdrantUrl(text)) return { problems: ['must begin with qdrant:// or qdrants://'] };
  const secure = text.startsWith('qdrants:');
  const asHttp = text.replace(/^qdrants?:/, secure ? 'https:' : 'http:');
  if (!URL.canParse(asHttp)) return { problems: ['must look like qdrant://host:6333'] };
  const url = new URL(asHttp);
  const problems: string[] = [];
  if (url.username !== '' || url.password !== '') problems.push('takes its key as ?apiKey=…, not before an @');
  if (url.hash !== '') problems.push("must have no part behind '#'; write %23 for it");
  const given = readParameters(url.searchParams, problems);
  const [first, ...more] = problems;
  if (first !== undefined) return { problems: [first, ...more] };
  // A URL leaves out the port that its scheme has by default, also where it was written.
  const written = /^[^/?#]*:\/\/[^/?#]*:(\d+)/.exec(text)?.[1];
  const port = written ?? DEFAULT_PORT;
  const baseUrl = `${url.protocol}//${url.hostname}:${port}${url.pathname.replace(/\/+$/, '')}`;
  return { settings: { ...DEFAULT_QDRANT_SETTINGS, ...given, baseUrl } };
}

/** The URL as it may be shown: without the key. */
export function describeQdrantUrl({ baseUrl }: Pick<QdrantSettings, 'baseUrl'>): string {
  return baseUrl.replace(/^http/, 'qdrant');
}

function readParameters(parameters: URLSearchParams, problems: string[]): Partial<QdrantSettings> {
  const given: Record<string, string | number | boolean> = {};
  const seen = new Set<string>();
  for (const [name, value] of parameters) {
    if (seen.has(name)) problems.push(`has '${name}' twice`);
    seen.add(name);
    const read = readParameter(name, value);
    if (typeof read === 'object') problems.push(read.problem);
    else given[name] = read;
  }
  return given;
}

function readParameter(name: string, value: string): string | number | boolean | { readonly problem: string } {
  if (name === 'apiKey') return value === '' ? { problem: "has an empty 'apiKey'" } : value;
  if (name === 'prefix')
    return /^[a-z0-9-]{1,40}$/.test(value)
      ? value
      : { problem: `has prefix=${value}, which must be 1 to 40 lower-case letters, digits and -` };
  if (name === 'plan')
    return PLANS.some((plan) => plan === value)
      ? value
      : { problem: `has plan=${value}, which must be ${PLANS.join(', ')}` };
  if (FLAGS.some((flag) => flag === name))
    return value === 'on' || value === 'off'
      ? value === 'on'
      : { problem: `has ${name}=${value}, which must be on or off` };
  if (isNumberName(name)) {
    const [low, high] = NUMBERS[name];
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    return number >= low && number <= high
      ? number
      : { problem: `has ${name}=${value}, which must be a whole number from ${String(low)} to ${String(high)}` };
  }
  const known = ['apiKey', 'prefix', 'plan', ...FLAGS, ...Object.keys(NUMBERS)].join(', ');
  return { problem: `has the unknown parameter '${name}'; there are ${known}` };
}

function isNumberName(name: string): name is keyof typeof NUMBERS {
  return Object.hasOwn(NUMBERS, name);
}
