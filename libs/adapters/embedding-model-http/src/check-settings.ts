import { RemoteEncoderSettingsError } from './errors.ts';
import { DEFAULT_LIMITS, LIMIT_RANGES, type EncoderLimits, type RemoteEncoderSettings } from './encoder-settings.ts';

/** Refuses settings that no server could be asked with; all problems are told together. @throws RemoteEncoderSettingsError */
export function checkSettings(settings: RemoteEncoderSettings, defaults: Partial<EncoderLimits>): EncoderLimits {
  const limits = { ...DEFAULT_LIMITS, ...defaults, ...settings.limits };
  const problems = [...problemsOfServer(settings), ...problemsOfLimits(limits)];
  if (problems.length > 0) throw new RemoteEncoderSettingsError(problems);
  return limits;
}

function problemsOfServer({ baseUrl, api, model, apiKey }: RemoteEncoderSettings): string[] {
  const problems: string[] = [];
  if (!URL.canParse(baseUrl) || !/^https?:\/\//.test(baseUrl))
    problems.push('baseUrl must begin with http:// or https://');
  else {
    const { username, password, search, hash } = new URL(baseUrl);
    if (username + password !== '') problems.push('baseUrl must hold no password; give the key as apiKey');
    if (search + hash !== '') problems.push("baseUrl must have no part behind '?' or '#'");
  }
  if (api !== 'tei' && (model === undefined || model.trim() === ''))
    problems.push(`model is missing, which api '${api}' needs`);
  // What can't stand in a header would be an error that shows the key.
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey))
    problems.push('apiKey must be one word of printable ASCII characters');
  return problems;
}

function problemsOfLimits(limits: EncoderLimits): string[] {
  return Object.entries(limits).flatMap(([name, value]: [string, number]) => {
    const range = Object.hasOwn(LIMIT_RANGES, name) ? LIMIT_RANGES[name as keyof EncoderLimits] : undefined;
    if (range === undefined) return [`limits has no '${name}'; there are ${Object.keys(LIMIT_RANGES).join(', ')}`];
    const [low, high] = range;
    const fits = Number.isInteger(value) && value >= low && value <= high;
    return fits
      ? []
      : [`limits.${name} is ${String(value)}, but must be a whole number from ${String(low)} to ${String(high)}`];
  });
}
