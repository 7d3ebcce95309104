import { z } from 'zod';

export const name = z.string().min(1);
/** A file beside the manifest or below its folder. */
export const file = z
  .string()
  .regex(
    /^(?!\/)(?!.*(^|[\\/])\.\.([\\/]|$))[^\0]+$/u,
    'must be a path below the folder of the manifest, without `..`',
  );

/** What every model's manifest says, whatever its modality. */
export const modelFields = {
  /** The ONNX file. Weights beside it (`<file>_data`, `<file>.data`) belong to it. */
  file,
  /** Default: taken from the SHA-256 of the files. */
  revision: z
    .string()
    .regex(/^[\w.-]{1,100}$/u, 'takes letters, digits and . _ -')
    .optional(),
  dtype: z.enum(['fp32', 'fp16', 'q8']),
  /** Name of the graph's output to read, float32. */
  output: name,
  /** Bring vectors to unit length; false only where the graph does it. */
  normalise: z.boolean(),
  /** Models that name the same space give vectors that can be compared with each other. */
  space: name.optional(),
  licence: name.optional(),
  provenance: name.optional(),
};

/** Vectors of texts or photos computed elsewhere, beside the manifest: `kindred encoders check` compares with them. */
export const goldens = file.optional();
