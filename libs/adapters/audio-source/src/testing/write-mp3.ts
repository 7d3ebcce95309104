import { Mp3Encoder } from '@breezystack/lamejs';

const SAMPLES_PER_FRAME = 1152;

/** An MP3 file of mono sound in [-1, 1]; without a Xing header. */
export function writeMp3(samples: Float32Array, sampleRate: number, kilobits = 96): Uint8Array<ArrayBuffer> {
  const encoder = new Mp3Encoder(1, sampleRate, kilobits);
  const pcm = Int16Array.from(samples, (value) => Math.round(value * 32_767));
  const parts: Uint8Array[] = [];
  for (let at = 0; at < pcm.length; at += SAMPLES_PER_FRAME)
    parts.push(new Uint8Array(encoder.encodeBuffer(pcm.subarray(at, at + SAMPLES_PER_FRAME))));
  parts.push(new Uint8Array(encoder.flush()));
  return new Uint8Array(Buffer.concat(parts));
}
