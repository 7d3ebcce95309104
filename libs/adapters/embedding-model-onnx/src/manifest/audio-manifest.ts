import { z } from 'zod';
import { modelFields, name } from './model-fields.ts';

/** The samples themselves: [batch, samples] or, with C, one channel [batch, 1, samples]. */
const waveform = z.strictObject({ name, features: z.literal('waveform'), layout: z.enum(['NS', 'NCS']) });

/** The logarithm of the energy in mel bands over time; T are frames, F bands, C one channel. */
const logMel = z.strictObject({
  name,
  features: z.literal('logMel'),
  layout: z.enum(['NTF', 'NFT', 'NCTF', 'NCFT']),
  /** Size of the Fourier transform, a power of two. */
  nFft: z
    .int()
    .min(16)
    .max(16_384)
    .refine((size) => Number.isInteger(Math.log2(size)), 'must be a power of two'),
  /** Samples of a frame, to which a Hann window is laid; default: nFft. */
  frameLength: z.int().min(2).optional(),
  /** Samples from one frame to the next. */
  hop: z.int().min(1),
  mels: z.int().min(1).max(1024),
  /** Hz */
  fMin: z.number().min(0),
  /** Hz */
  fMax: z.number().positive(),
  melScale: z.enum(['htk', 'slaney']),
  /** `slaney`: each band's triangle has the same area; `none`: the same height. */
  melNorm: z.enum(['none', 'slaney']),
  /** 1: magnitudes, 2: energies. */
  power: z.literal([1, 2]).default(2),
  /** `dB`: 10 · log10. */
  log: z.enum(['natural', 'log10', 'dB']),
  /** Smaller energies count as this. */
  floor: z.number().positive().default(1e-10),
  /** Frames lie around their times, the clip mirrored at its ends; else they begin there. */
  centre: z.boolean().default(true),
  /** Each value becomes (value − mean) / std. */
  mean: z.number().default(0),
  std: z.number().positive().default(1),
});

/** How to feed an ONNX graph with clips of sound and read its vectors. */
export const audioManifestSchema = z
  .strictObject({
    kind: z.literal('audio'),
    ...modelFields,
    /** Hz */
    sampleRate: z.int().min(1000).max(192_000),
    /** What the network hears at a time (`ClipInputSpec`). */
    windowSeconds: z.number().positive().max(120),
    shorter: z.enum(['pad', 'repeat', 'repeatPad']).default('pad'),
    longer: z.enum(['cut', 'average']).default('average'),
    maxWindows: z.int().min(1).max(64).default(8),
    input: z.discriminatedUnion('features', [waveform, logMel]),
    /** Output [batch, dimension] → `none`; [batch, tokens, dimension] → `cls` or `mean`; [batch, channels, h, w] → `mean`. */
    pooling: z.enum(['none', 'cls', 'mean']),
  })
  .superRefine(({ input, sampleRate, windowSeconds }, context) => {
    if (input.features === 'waveform') return;
    const { nFft, frameLength = nFft, fMin, fMax } = input;
    const refuse = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: ['input', field], message });
    if (frameLength > nFft) refuse('frameLength', 'must be at most nFft');
    if (fMin >= fMax) refuse('fMin', 'must be below fMax');
    if (fMax > sampleRate / 2) refuse('fMax', 'must be at most half the sampleRate');
    if (windowSeconds * sampleRate <= nFft) refuse('nFft', 'must be below the samples of a window');
  });

export type AudioEncoderManifest = z.output<typeof audioManifestSchema>;
export type LogMelInput = z.output<typeof logMel>;
