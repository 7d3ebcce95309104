import type { PcmClip } from '../embedding-model.ts';

/** A chord of three falling tones, another one for each seed; the same on every machine. */
export function playedClip(sampleRate: number, seconds: number, seed: number): PcmClip {
  const tones = [1, 1.26 + 0.05 * seed, 1.9 + 0.11 * seed].map((ratio) => (110 + 70 * seed) * ratio);
  const samples = Float32Array.from({ length: Math.max(1, Math.round(sampleRate * seconds)) }, (_, at) => {
    const time = at / sampleRate;
    const loudness = 0.25 * Math.exp(-0.3 * time);
    return loudness * tones.reduce((sum, hertz, i) => sum + Math.sin(2 * Math.PI * hertz * time + i) / (i + 1), 0);
  });
  return { sampleRate, samples };
}
