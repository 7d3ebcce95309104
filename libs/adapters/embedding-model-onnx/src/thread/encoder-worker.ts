import { parentPort, workerData } from 'node:worker_threads';
import { loadModel } from '../session/load-model.ts';
import type { ModelSession } from '../session/model-session.ts';
import { embedChunks } from './embed-chunks.ts';
import type {
  EncoderAnswer,
  EncoderReply,
  EncoderRequest,
  EncoderWorkerData,
  ThreadMessage,
} from './encoder-protocol.ts';
import { NativeGate } from './native-gate.ts';
import { problemOf } from './problem.ts';

// Entry of a thread that holds models. Requests are answered one after the other, in the order they came.
if (parentPort === null) throw new Error('encoder-worker.ts runs as a worker thread only.');
const port = parentPort;
const gate = new NativeGate((workerData as EncoderWorkerData).gate);
const models = new Map<number, ModelSession>();

let queue: Promise<void> = Promise.resolve();
port.on('message', (message: ThreadMessage) => {
  queue = queue.then(() => insideGate(() => answer(message)));
});
// The runtime is loaded: the thread may be ended until it is asked something.
gate.leave();
port.postMessage({ type: 'ready' } satisfies EncoderReply);

/** Runs `work` unless the owner is ending this thread. */
async function insideGate(work: () => Promise<void>): Promise<void> {
  if (!gate.enter()) return;
  try {
    await work();
  } finally {
    gate.leave();
  }
}

async function answer(message: ThreadMessage): Promise<void> {
  if (message.type === 'close') {
    for (const model of models.values()) await model.close();
    port.close();
    return;
  }
  const reply = await work(message).catch((error: unknown): EncoderAnswer => ({
    type: 'failed',
    problem: problemOf(error),
  }));
  const results = reply.type === 'encoded' ? reply.results : [];
  const transfer = results.flatMap((result) => ('rows' in result ? [result.rows.buffer] : []));
  port.postMessage({ ...reply, id: message.id } satisfies EncoderReply, transfer);
}

async function work(request: EncoderRequest): Promise<EncoderAnswer> {
  if (request.type === 'load') {
    const session = await loadModel(request.source, request.session);
    models.set(request.model, session);
    return { type: 'loaded', facts: session.facts };
  }
  const session = models.get(request.model);
  if (session === undefined) throw new Error(`model ${String(request.model)} is not loaded.`);
  if (request.type === 'encode') return { type: 'encoded', results: await embedChunks(session, request.chunks) };
  models.delete(request.model);
  await session.close();
  return { type: 'unloaded' };
}
