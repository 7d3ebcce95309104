import { z } from 'zod';
import { audioManifestSchema, type AudioEncoderManifest } from './audio-manifest.ts';
import { file, goldens, modelFields, name } from './model-fields.ts';

const finite = z.number();
const perChannel = z.tuple([finite, finite, finite]);

const rawPixels = z.strictObject({ name, type: z.literal('uint8') });
/** Each channel becomes (pixel · scale − mean) / std, pixels in 0 to 255, channels in the order R, G, B. */
const scaledPixels = z.strictObject({
  name,
  type: z.literal('float32'),
  scale: z.number().positive(),
  mean: perChannel,
  std: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
});

const imageManifestSchema = z.strictObject({
  kind: z.literal('image'),
  ...modelFields,
  goldens,
  width: z.int().min(1).max(4096),
  height: z.int().min(1).max(4096),
  fit: z.enum(['cover', 'contain', 'fill']),
  kernel: z.enum(['linear', 'cubic', 'lanczos3']),
  /** Share of each edge that is kept (`ImageInputSpec.crop`). */
  crop: z.number().gt(0).lt(1).optional(),
  layout: z.enum(['NCHW', 'NHWC']),
  input: z.discriminatedUnion('type', [rawPixels, scaledPixels]),
  /** Output [batch, dimension] → `none`; [batch, tokens, dimension] → `cls` or `mean`; [batch, channels, h, w] → `mean`. */
  pooling: z.enum(['none', 'cls', 'mean']),
});

const textManifestSchema = z.strictObject({
  kind: z.literal('text'),
  ...modelFields,
  goldens,
  tokenizer: z.strictObject({ file, config: file }),
  /** Default: `input_ids`, `attention_mask` and `token_type_ids`, each where the graph has it. */
  inputs: z.strictObject({ inputIds: name, attentionMask: name.optional(), tokenTypeIds: name.optional() }).optional(),
  /** Output [batch, tokens, dimension] → `mean`, `cls` or `lastToken`; [batch, dimension] → `none`. */
  pooling: z.enum(['mean', 'cls', 'lastToken', 'none']),
  maxTokens: z.int().min(2).max(32_768),
  /** What a batch is padded to: its longest text, or always `maxTokens` (networks that were trained so, without a mask). */
  padding: z.enum(['longest', 'maxTokens']).default('longest'),
  lowercase: z.boolean().default(false),
  queryPrefix: z.string().default(''),
  documentPrefix: z.string().default(''),
});

/** Two towers of one space. */
const clipManifestSchema = z.strictObject({
  kind: z.literal('clip'),
  image: imageManifestSchema,
  text: textManifestSchema,
});

/** What a manifest file may hold; unknown keys are refused. */
export const encoderManifestSchema = z.discriminatedUnion('kind', [
  imageManifestSchema,
  textManifestSchema,
  clipManifestSchema,
  audioManifestSchema,
]);

/** How to feed an ONNX graph with photos and read its vectors. */
export type ImageEncoderManifest = z.output<typeof imageManifestSchema>;
/** How to feed an ONNX graph with texts and read its vectors. */
export type TextEncoderManifest = z.output<typeof textManifestSchema>;
export type ModelManifest = ImageEncoderManifest | TextEncoderManifest | AudioEncoderManifest;
/** Checked contents of a manifest file. */
export type EncoderManifest = z.output<typeof encoderManifestSchema>;
/** What a manifest file may leave out is optional here. */
export type EncoderManifestInput = z.input<typeof encoderManifestSchema>;
