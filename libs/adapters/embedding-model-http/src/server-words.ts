import type { HttpReply } from './http-exchange.ts';

const MAX_LENGTH = 300;

/** Why the server says that it failed, on one line and without the key, which some servers repeat. */
export function serverWords({ text, location }: HttpReply, apiKey: string | undefined): string {
  const words = findMessage(parseJson(text)) ?? text;
  const shown = (apiKey === undefined ? words : words.replaceAll(apiKey, '…')).replace(/\s+/g, ' ').trim();
  const redirect = location === undefined ? '' : ` (redirects are not followed; it leads to ${location})`;
  return (shown === '' ? 'no reason given' : shown.slice(0, MAX_LENGTH)) + redirect;
}

/** `{error: {message}}` of OpenAI, `{error}` of Text Embeddings Inference, `{detail}` of FastAPI, `{message}`. */
function findMessage(json: unknown): string | undefined {
  if (typeof json === 'string') return json;
  if (typeof json !== 'object' || json === null) return undefined;
  if ('message' in json && typeof json.message === 'string') return json.message;
  if ('error' in json) return findMessage(json.error);
  if ('detail' in json) return typeof json.detail === 'string' ? json.detail : JSON.stringify(json.detail);
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
