import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { windowLength } from '../audio/clip-windows.ts';
import { playedClip } from '../audio/played-clip.ts';
import type { AudioEmbeddingModel, PcmClip } from '../embedding-model.ts';
import { ClipMismatchError, InputAbortedError, ModelClosedError } from '../errors.ts';
import { cosine, expectUnitRows, rowOf } from './embedding-assertions.ts';

/** Every AudioEmbeddingModel must pass this. `openModel` must give a fresh model each time; the suite closes what it opens. */
export function describeAudioEmbeddingModel(name: string, openModel: () => Promise<AudioEmbeddingModel>): void {
  describe(`${name} as an AudioEmbeddingModel`, () => {
    let model: AudioEmbeddingModel;
    let clips: PcmClip[];
    beforeAll(async () => {
      model = await openModel();
      const { sampleRate, windowSeconds } = model.spec.clip;
      // Shorter than a window, one, and longer; so that batches hold clips of several lengths.
      clips = [0.4, 1, 2.5, 0.7, 1.3].map((share, at) => playedClip(sampleRate, share * windowSeconds, at + 1));
    });
    afterAll(() => model.close());

    it('gives one unit vector per clip', async () => {
      expectUnitRows(await model.embedClips(clips), clips.length, model.spec.dimension);
    });

    it('gives a unit vector for a clip of one sample', async () => {
      const click = { sampleRate: model.spec.clip.sampleRate, samples: Float32Array.of(0.5) };
      expectUnitRows(await model.embedClips([click]), 1, model.spec.dimension);
    });

    it('gives an empty matrix for no clips', async () => {
      expectUnitRows(await model.embedClips([]), 0, model.spec.dimension);
    });

    it('gives bit-equal vectors for the same call', async () => {
      expect((await model.embedClips(clips)).data).toEqual((await model.embedClips(clips)).data);
    });

    it('gives the same vector alone and in a batch, in the order of the clips', async () => {
      const batch = await model.embedClips(clips);
      for (const [row, clip] of clips.entries()) {
        const alone = await model.embedClips([clip]);
        expect(cosine(alone.data, rowOf(batch, row)), `clip ${String(row)}`).toBeGreaterThanOrEqual(0.9999);
      }
      expect(cosine(rowOf(batch, 0), rowOf(batch, 1))).toBeLessThan(0.999);
    });

    it('treats what is longer than a window as its spec says', async () => {
      const { sampleRate, windowSeconds, longer, maxWindows } = model.spec.clip;
      const [first, second] = [playedClip(sampleRate, windowSeconds, 1), playedClip(sampleRate, windowSeconds, 4)];
      const length = windowLength(model.spec.clip);
      const joined = new Float32Array(2 * length);
      joined.set(first.samples.subarray(0, length));
      joined.set(second.samples.subarray(0, length), length);
      const matrix = await model.embedClips([{ sampleRate, samples: joined }, first, second]);
      const [whole, one, other] = [rowOf(matrix, 0), rowOf(matrix, 1), rowOf(matrix, 2)];
      const expected = longer === 'cut' || maxWindows === 1 ? one : one.map((value, i) => value + (other[i] ?? NaN));
      expect(cosine(whole, expected)).toBeGreaterThanOrEqual(0.9999);
    });

    it('reads a clip that is a view into a larger buffer, and leaves it untouched', async () => {
      const [first] = clips as [PcmClip];
      const large = new Float32Array(first.samples.length + 64);
      large.set(first.samples, 32);
      const view = { ...first, samples: large.subarray(32, 32 + first.samples.length) };
      const fromView = await model.embedClips([view]);
      expect(cosine(fromView.data, (await model.embedClips([first])).data)).toBeGreaterThanOrEqual(0.9999);
      expect(view.samples).toEqual(first.samples);
    });

    it('refuses a clip of another rate, without samples, or with one that is not finite, and names its place', async () => {
      const [first] = clips as [PcmClip];
      const broken = first.samples.slice();
      broken[7] = NaN;
      const wrong = [
        { ...first, sampleRate: first.sampleRate + 1 },
        { ...first, samples: new Float32Array(0) },
        { ...first, samples: broken },
      ];
      for (const clip of wrong) {
        const refusal = await model.embedClips([first, clip]).catch((error: unknown) => error);
        expect(refusal).toBeInstanceOf(ClipMismatchError);
        expect(refusal).toMatchObject({ code: 'CLIP_MISMATCH', index: 1 });
      }
    });

    it('does not start when the signal is already aborted', async () => {
      const signal = AbortSignal.abort(new Error('shopper left'));
      await expect(model.embedClips(clips, { signal })).rejects.toBeInstanceOf(InputAbortedError);
    });

    it('answers concurrent calls as it answers them one by one', async () => {
      const one = await model.embedClips(clips);
      const calls = await Promise.all(clips.map((clip) => model.embedClips([clip])));
      for (const [row, call] of calls.entries())
        expect(cosine(call.data, rowOf(one, row))).toBeGreaterThanOrEqual(0.9999);
    });

    it('refuses calls once it is closed, and may be closed twice', async () => {
      const closing = await openModel();
      await closing.close();
      await closing.close();
      await expect(closing.embedClips(clips)).rejects.toBeInstanceOf(ModelClosedError);
    });
  });
}
