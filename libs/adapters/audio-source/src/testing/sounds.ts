/** A tone with its first overtone: [seconds · sampleRate], half of full scale. */
export function tone(hertz: number, seconds: number, sampleRate: number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, at) => {
    const angle = (2 * Math.PI * hertz * at) / sampleRate;
    return 0.4 * Math.sin(angle) + 0.1 * Math.sin(2 * angle);
  });
}

/** Several tones at once, each with its overtone. */
export function chord(hertz: readonly number[], seconds: number, sampleRate: number): Float32Array {
  const tones = hertz.map((one) => tone(one, seconds, sampleRate));
  return Float32Array.from(
    tones[0] ?? [],
    (_, at) => tones.reduce((sum, one) => sum + (one[at] ?? 0), 0) / tones.length,
  );
}

/** White noise, the same on every machine (xorshift32). */
export function noise(seconds: number, sampleRate: number, seed = 1): Float32Array {
  let state = seed * 2654435761 || 1;
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) / 2 ** 32 - 0.5) * 0.8;
  });
}
