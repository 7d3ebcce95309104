import { encoderId } from '@kindred/embedding-model';
import { sourcedTuning } from '@kindred/embedding-model-onnx/settings';
import { declareCommand } from '../cli-command.ts';
import { configureEncoder, modelsOf, withEncoder, type EncoderOptions } from '../encoders/encoder-options.ts';
import { describeModel, formatDescription } from '../output/format-encoder.ts';

/** `kindred encoders describe`: what a vector of this encoder depends on. */
export const describeEncoder = declareCommand<EncoderOptions>({
  path: ['encoders', 'describe'],
  summary: "an encoder's model, revision, dimension, pooling, input, licence, device, and how it is run",
  examples: ['kindred encoders describe bundled:all-MiniLM-L6-v2', 'kindred encoders describe onnx:encoders/dino.json'],
  configure: configureEncoder,
  run: (context, { args: [url = ''], options: { modality } }) =>
    withEncoder(context, { url, modality }, async (opened) => {
      const models = modelsOf(opened).map((found) => ({
        modality: found.modality,
        encoderId: encoderId(found.model.spec),
        ...describeModel(found.model),
        run: sourcedTuning(context.config.encoders, { url, modality: found.modality }),
      }));
      return { document: { url, models }, text: models.map(formatDescription).join('\n\n') };
    }),
});
