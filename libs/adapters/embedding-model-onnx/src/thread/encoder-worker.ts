import { parentPort, workerData } from 'node:worker_threads';
import type { EncoderReply, EncoderRequest, EncoderWorkerData } from './encoder-protocol.ts';
import { ImageSession } from './image-session.ts';
import { NativeGate } from './native-gate.ts';
import { TextSession } from './text-session.ts';

// Entry of the one thread that holds both models. Requests are answered one after the other, in the order they came.
if (parentPort === null) throw new Error('encoder-worker.ts runs as a worker thread only.');
const port = parentPort;
const data = workerData as EncoderWorkerData;
const gate = new NativeGate(data.gate);

const reply = (message: EncoderReply, transfer: ArrayBuffer[] = []): void => {
  port.postMessage(message, transfer);
};

/** Runs `work` unless the owner is ending this thread. */
async function insideGate(work: () => Promise<void>): Promise<void> {
  if (!gate.enter()) return;
  try {
    await work();
  } finally {
    gate.leave();
  }
}

let queue: Promise<void> = Promise.resolve();
await insideGate(async () => {
  const text = await TextSession.open(data);
  const image = await ImageSession.open(data);
  port.on('message', (request: EncoderRequest) => {
    queue = queue.then(() => insideGate(() => answer(request, { text, image })));
  });
});
reply({ type: 'ready' });

async function answer(
  request: EncoderRequest,
  { text, image }: { text: TextSession; image: ImageSession },
): Promise<void> {
  if (request.type === 'close') {
    await text.close();
    await image.close();
    port.close();
    return;
  }
  const { id, input } = request;
  try {
    const rows = input.kind === 'text' ? await text.embed(input.texts) : await image.embed(input.count, input.pixels);
    reply({ type: 'rows', id, rows }, [rows.buffer]);
  } catch (error) {
    reply({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  }
}
