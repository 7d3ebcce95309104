import { expect, it } from 'vitest';
import { describeAudioEmbeddingModel } from './audio-embedding-model-contract.ts';
import { cosine, rowOf } from './embedding-assertions.ts';
import { HashAudioEmbeddingModel } from './hash-audio-embedding-model.ts';

describeAudioEmbeddingModel('HashAudioEmbeddingModel', async () => new HashAudioEmbeddingModel());

it('puts clips of one pitch closer than clips of another', async () => {
  const tone = (hertz: number, seconds: number) => ({
    sampleRate: 8000,
    samples: Float32Array.from(
      { length: 8000 * seconds },
      (_, at) => 0.5 * Math.sin((2 * Math.PI * hertz * at) / 8000),
    ),
  });
  const matrix = await new HashAudioEmbeddingModel().embedClips([tone(440, 1), tone(445, 0.4), tone(880, 1)]);
  expect(cosine(rowOf(matrix, 0), rowOf(matrix, 1))).toBeGreaterThan(0.9);
  expect(cosine(rowOf(matrix, 0), rowOf(matrix, 2))).toBeLessThan(0.5);
});
