import { parentPort } from 'node:worker_threads';
import { AudioSourceError } from '../errors.ts';
import { decodeClip } from './decode-clip.ts';
import type { DecodeMessage, DecodeProblem, DecodeReply } from './decode-protocol.ts';

// Entry of the thread that decodes. Clips are decoded one after the other, in the order they came.
if (parentPort === null) throw new Error('decode-worker.ts runs as a worker thread only.');
const port = parentPort;

let queue: Promise<void> = Promise.resolve();
port.on('message', (message: DecodeMessage) => {
  queue = queue.then(() => answer(message));
});

async function answer({ id, ...request }: DecodeMessage): Promise<void> {
  try {
    const samples = await decodeClip(request);
    port.postMessage({ id, samples } satisfies DecodeReply, [samples.buffer]);
  } catch (error) {
    port.postMessage({ id, problem: problemOf(error) } satisfies DecodeReply);
  }
}

function problemOf(error: unknown): DecodeProblem {
  if (error instanceof AudioSourceError) return { name: error.name, code: error.code, message: error.message };
  const why = (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200) ?? '';
  return {
    name: 'DamagedAudioError',
    code: 'DAMAGED_AUDIO',
    message: `The file is damaged and cannot be decoded (${why}). Export it again.`,
  };
}
