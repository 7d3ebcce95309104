import type { ModelSource } from '../manifest/model-source.ts';
import { EncoderPool, type EncoderPoolOptions } from '../thread/encoder-pool.ts';
import { EncodingCall } from '../thread/encoding-call.ts';

/**
 * Echoes the length of each text, and the chunks of the run it was in after 1000 times; 'crash' throws outside of any answer,
 * 'exit' leaves, 'fail' fails, 'hang' is never answered.
 */
const SCRIPT = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ type, id, chunks, session, source }) => {
  if (type === 'close') return parentPort.close();
  if (type === 'unload') return parentPort.postMessage({ type: 'unloaded', id });
  if (type === 'load') {
    if (session.threads === 13) return parentPort.postMessage({ type: 'failed', id, problem: { kind: 'other', message: 'no such model' } });
    return parentPort.postMessage({ type: 'loaded', id, facts: { dimension: 1, device: session.device, maxRows: 8 } });
  }
  const [first] = chunks[0].texts;
  if (first === 'crash') throw new Error('out of luck');
  if (first === 'exit') process.exit(9);
  if (first === 'hang') return;
  const results = chunks.map(({ texts }) =>
    texts[0] === 'fail' ? { message: 'no such word' } : { rows: Float32Array.from(texts, (text) => text.length + 1000 * (chunks.length - 1)) });
  parentPort.postMessage({ type: 'encoded', id, results });
});
parentPort.postMessage({ type: 'ready' });
`;

const SOURCE = { modelId: 'test:scripted' } as ModelSource;

export function openScriptedPool(options: Partial<EncoderPoolOptions> = {}, script = SCRIPT): EncoderPool {
  const entry = new URL(`data:text/javascript,${encodeURIComponent(script)}`);
  return new EncoderPool({ entry, sessions: 1, maxWaiting: 100, ...options });
}

/** Loads the one model of the script, which gets the number 1. */
export async function loadScripted(pool: EncoderPool, device: 'cpu' | 'webgpu' = 'cpu', threads = 1): Promise<void> {
  await pool.load(SOURCE, { device, onMissingDevice: 'fail', threads });
}

/** A chunk per text, a row of one number per text. */
export function textCall(texts: readonly string[], options: { timeoutMs?: number; signal?: AbortSignal } = {}) {
  const { timeoutMs = 20_000, signal } = options;
  const chunks = texts.map((text, row) => ({
    rows: [row],
    weight: 0.25,
    input: () => ({ kind: 'text', texts: [text] }) as const,
  }));
  const urgent = texts.length === 1;
  return new EncodingCall({ model: 1, chunks, rows: texts.length, dimension: 1, urgent, timeoutMs, signal });
}
