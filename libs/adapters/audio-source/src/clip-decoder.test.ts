import { expect, it, onTestFinished } from 'vitest';
import { ClipDecoder, type ClipDecoderOptions } from './clip-decoder.ts';
import { tone } from './testing/sounds.ts';
import { writeWav } from './testing/write-wav.ts';

const RATE = 8000;
const wav = writeWav([tone(440, 1, RATE)], { sampleRate: RATE });
const worker = (script: string): URL => new URL(`data:text/javascript,${encodeURIComponent(script)}`);
const open = (options: ClipDecoderOptions = {}): ClipDecoder => {
  const decoder = new ClipDecoder(options);
  onTestFinished(() => decoder.close());
  return decoder;
};

it('leaves the event loop free while it decodes', async () => {
  const decoder = open();
  await decoder.decode(wav, RATE);
  const long = writeWav([tone(440, 60, 44_100)], { sampleRate: 44_100 });
  let ticks = 0;
  const ticking = setInterval(() => (ticks += 1), 5);
  const startedAt = performance.now();
  await decoder.decode(long, 16_000);
  clearInterval(ticking);
  // Half of what an idle loop would do, for this machine may be busy.
  expect(ticks).toBeGreaterThanOrEqual(Math.floor((performance.now() - startedAt) / 5 / 4));
});

it('decodes clips that come at the same time, each for its caller', async () => {
  const decoder = open();
  const lengths = [0.1, 0.5, 0.2, 0.4];
  const clips = await Promise.all(
    lengths.map((seconds) => decoder.decode(writeWav([tone(300, seconds, RATE)], { sampleRate: RATE }), RATE)),
  );
  expect(clips.map(({ samples }) => samples.length)).toEqual(lengths.map((seconds) => seconds * RATE));
});

it('gives up a clip that takes too long, and decodes the next in a new thread', async () => {
  const hangs = `const { parentPort, threadId } = require('node:worker_threads');
    parentPort.on('message', ({ id, bytes }) => {
      if (bytes[0] === 1) for (;;);
      parentPort.postMessage({ id, samples: new Float32Array([threadId]) });
    });`;
  const decoder = open({
    timeoutMs: 5000,
    entry: worker(`import { createRequire } from 'node:module';
    const require = createRequire(process.cwd() + '/');${hangs}`),
  });
  const [first] = (await decoder.decode(Uint8Array.of(0), RATE)).samples;
  const late = decoder.decode(Uint8Array.of(1), RATE);
  const next = decoder.decode(Uint8Array.of(0), RATE);
  await expect(late).rejects.toMatchObject({ code: 'AUDIO_TIMEOUT' });
  expect((await next).samples[0]).not.toBe(first);
});

it('survives a thread that dies', async () => {
  const dies = "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(3));";
  const decoder = open({ entry: worker(dies) });
  for (let time = 0; time < 2; time++)
    await expect(decoder.decode(wav, RATE)).rejects.toMatchObject({ code: 'AUDIO_DECODER_CRASHED' });
});

it('lets go at once of a caller who leaves, waiting or not', async () => {
  const decoder = open();
  const leaving = new AbortController();
  const [running, waiting] = [decoder.decode(wav, RATE, leaving.signal), decoder.decode(wav, RATE, leaving.signal)];
  const other = decoder.decode(wav, RATE);
  leaving.abort(new Error('shopper left'));
  for (const left of [running, waiting, decoder.decode(wav, RATE, leaving.signal)])
    await expect(left).rejects.toMatchObject({ code: 'CLIP_LOAD_ABORTED' });
  expect((await other).samples.length).toBe(RATE);
});

it('gives up what is left when it is closed', async () => {
  const decoder = new ClipDecoder();
  const left = [decoder.decode(wav, RATE), decoder.decode(wav, RATE)];
  const refused = Promise.allSettled(left);
  await decoder.close();
  expect((await refused).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
