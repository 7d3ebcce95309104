import { EncoderThread } from '../encoder-thread.ts';
import { EncodingCall } from '../encoding-call.ts';

/** Echoes the length of each text; 'crash' throws outside of any answer, 'exit' leaves, 'fail' fails, 'hang' is never answered. */
const SCRIPT = `
import { parentPort } from 'node:worker_threads';
const seen = [];
parentPort.on('message', ({ type, id, input }) => {
  if (type === 'close') return parentPort.close();
  seen.push(...input.texts);
  if (input.texts[0] === 'crash') throw new Error('out of luck');
  if (input.texts[0] === 'exit') process.exit(9);
  if (input.texts[0] === 'hang') return;
  if (input.texts[0] === 'fail') return parentPort.postMessage({ type: 'failed', id, message: 'no such word' });
  parentPort.postMessage({ type: 'rows', id, rows: Float32Array.from(input.texts, (text) => text.length) });
});
parentPort.postMessage({ type: 'ready' });
`;

export function openScriptedThread(script = SCRIPT): EncoderThread {
  const entry = new URL(`data:text/javascript,${encodeURIComponent(script)}`);
  return new EncoderThread({ entry, modelsDir: '', threads: 1, maxTokens: 256 });
}

/** A chunk per text, a row of one number per text. */
export function textCall(texts: readonly string[], options: { timeoutMs?: number; signal?: AbortSignal } = {}) {
  const { timeoutMs = 20_000, signal } = options;
  const chunks = texts.map((text, row) => ({ rows: [row], input: () => ({ kind: 'text', texts: [text] }) as const }));
  return new EncodingCall({ chunks, rows: texts.length, dimension: 1, urgent: texts.length === 1, timeoutMs, signal });
}
