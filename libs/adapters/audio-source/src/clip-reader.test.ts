import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { ClipDecoder } from './clip-decoder.ts';
import { ClipReader, SOUNDS, type ClipBytesSource } from './clip-reader.ts';
import { tone } from './testing/sounds.ts';
import { writeWav } from './testing/write-wav.ts';

const RATE = 8000;
const bytes = writeWav([tone(440, 0.5, 16_000)], { sampleRate: 16_000 });
const contentHash = createHash('sha256').update(bytes).digest('hex');
const decoder = new ClipDecoder();
afterAll(() => decoder.close());

const loaded: string[] = [];
const source: ClipBytesSource = {
  load: async (url) => {
    loaded.push(url);
    if (url.includes('away')) throw Object.assign(new Error('Nothing could be loaded.'), { code: 'IMAGE_UNAVAILABLE' });
    SOUNDS.check(bytes);
    return { bytes, contentHash };
  },
};
const reader = new ClipReader(source, decoder, { sampleRate: RATE });

describe('ClipReader', () => {
  it('gives the sound at the model’s rate, with the hash of its bytes', async () => {
    for (const read of [await reader.load('https://shop.example/a.wav'), await reader.decode(bytes)]) {
      expect(read.contentHash).toBe(contentHash);
      expect(read.clip.sampleRate).toBe(RATE);
      expect(Math.abs(read.clip.samples.length - RATE / 2)).toBeLessThanOrEqual(1);
    }
  });

  it('passes on why bytes could not be had, as an error about the clip', async () => {
    const refusal = reader.load('https://shop.example/away.wav');
    await expect(refusal).rejects.toMatchObject({ name: 'ClipUnavailableError', code: 'IMAGE_UNAVAILABLE' });
    await expect(refusal).rejects.toThrow('Nothing could be loaded.');
  });

  it('knows the hash of files, data URLs and uploads without decoding, and downloads nothing for it', async () => {
    loaded.length = 0;
    const upload = `upload:${'a'.repeat(64)}`;
    const urls = ['file:///a.wav', 'data:audio/wav;base64,AAAA', upload, 'https://shop.example/a.wav'];
    expect(await Promise.all(urls.map((url) => reader.findContentHash(url)))).toEqual([
      contentHash,
      contentHash,
      'a'.repeat(64),
      undefined,
    ]);
    expect(loaded).toEqual(urls.slice(0, 2));
  });
});
