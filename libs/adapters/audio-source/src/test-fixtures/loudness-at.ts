/** How loud a frequency is in a sound, by correlation: a tone of amplitude a gives about a. */
export function loudnessAt(samples: Float32Array, sampleRate: number, hertz: number): number {
  let [real, imaginary, total] = [0, 0, 0];
  for (let at = 0; at < samples.length; at++) {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / samples.length);
    const angle = (2 * Math.PI * hertz * at) / sampleRate;
    real += (samples[at] ?? 0) * hann * Math.cos(angle);
    imaginary += (samples[at] ?? 0) * hann * Math.sin(angle);
    total += hann;
  }
  return (2 * Math.hypot(real, imaginary)) / total;
}
