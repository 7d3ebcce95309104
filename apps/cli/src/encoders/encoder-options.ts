import { Option, type Command } from 'commander';
import { openNamedEncoder, type Modality, type OpenedModels, type RunOptions } from '@kindred/encoders';
import type { CommandContext } from '../cli-command.ts';
import { noteFallback } from '../composition/with-parts.ts';

export interface EncoderOptions {
  /** Which model of a server is meant. */
  readonly modality: Modality;
}

/** The argument and options by which a command names one encoder. */
export function configureEncoder(command: Command): Command {
  return command
    .argument('<url>', 'bundled:…, hf:…, onnx:… or http:…')
    .addOption(
      new Option('--modality <modality>', 'what a server of an http: encoder is asked to embed')
        .choices(['text', 'image'])
        .default('text'),
    );
}

/** Runs `work` with the encoder of a URL and closes it, however that ends. @throws EncoderUrlError, EmbeddingModelError */
export async function withEncoder<Result>(
  context: CommandContext,
  { url, modality, run = {} }: EncoderOptions & { readonly url: string; readonly run?: Omit<RunOptions, 'onFallback'> },
  work: (models: OpenedModels) => Promise<Result>,
): Promise<Result> {
  const { config } = context;
  const models = await openNamedEncoder(url, modality, { config, run: { ...run, onFallback: noteFallback(context) } });
  try {
    return await work(models);
  } finally {
    await models.close();
  }
}

/** The models of an encoder, with their modality: one or two. */
export function modelsOf({ text, image, audio }: OpenedModels) {
  return [
    ...(text === undefined ? [] : [{ modality: 'text' as const, model: text }]),
    ...(image === undefined ? [] : [{ modality: 'image' as const, model: image }]),
    ...(audio === undefined ? [] : [{ modality: 'audio' as const, model: audio }]),
  ];
}
