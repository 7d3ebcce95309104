import libsamplerate from '@alexanderolsen/libsamplerate-js';

/** The same sound at another rate, band-limited: what lies above half of the new rate is filtered out first. */
export async function resample(
  samples: Float32Array<ArrayBuffer>,
  from: number,
  to: number,
): Promise<Float32Array<ArrayBuffer>> {
  if (from === to) return samples;
  const { SRC_SINC_MEDIUM_QUALITY: converterType } = libsamplerate.ConverterType;
  const converter = await libsamplerate.create(1, from, to, { converterType });
  try {
    // A copy of its own: what the library gives may be its memory.
    return Float32Array.from(converter.simple(samples));
  } finally {
    converter.destroy();
  }
}
