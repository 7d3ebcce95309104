import { z } from 'zod';
import type { EncoderManifestInput } from '../manifest/encoder-manifest.ts';

type AudioInput = Extract<EncoderManifestInput, { kind: 'audio' }>;

/** The part of CLAP's `preprocessor_config.json` that says how clips are heard. Further keys are the hub's own. */
const clapSchema = z.object({
  feature_extractor_type: z.literal('ClapFeatureExtractor'),
  sampling_rate: z.int().positive(),
  max_length_s: z.number().positive(),
  fft_window_size: z.int().positive(),
  hop_length: z.int().positive(),
  feature_size: z.int().positive(),
  frequency_min: z.number(),
  frequency_max: z.number(),
  padding: z.enum(['repeatpad', 'repeat', 'pad']),
  // `fusion` feeds four spectrograms at once, which the exported graphs don't take.
  truncation: z.literal('rand_trunc'),
  top_db: z.null().optional(),
});

const SHORTER = { repeatpad: 'repeatPad', repeat: 'repeat', pad: 'pad' } as const;

/**
 * Translates `preprocessor_config.json` of a CLAP model. Where its own code takes a window of a longer clip by chance, the vectors of
 * windows over all of the clip are averaged: the same clip must give the same vector.
 *
 * @throws Error that says what can't be done with it
 */
export function clapPreparation(
  config: unknown,
): Pick<AudioInput, 'sampleRate' | 'windowSeconds' | 'shorter' | 'longer' | 'input'> {
  const parsed = clapSchema.safeParse(config);
  if (!parsed.success)
    throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  const { data } = parsed;
  return {
    sampleRate: data.sampling_rate,
    windowSeconds: data.max_length_s,
    shorter: SHORTER[data.padding],
    longer: 'average',
    input: {
      name: 'input_features',
      features: 'logMel',
      layout: 'NCTF',
      nFft: data.fft_window_size,
      hop: data.hop_length,
      mels: data.feature_size,
      fMin: data.frequency_min,
      fMax: data.frequency_max,
      melScale: 'slaney',
      melNorm: 'slaney',
      log: 'dB',
    },
  };
}
