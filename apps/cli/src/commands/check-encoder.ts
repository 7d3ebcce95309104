import { checkAudioModel, checkImageModel, checkTextModel, checkTextTower } from '@kindred/embedding-model';
import { declareCommand } from '../cli-command.ts';
import { configureEncoder, withEncoder, type EncoderOptions } from '../encoders/encoder-options.ts';
import { loadGoldens } from '../encoders/load-goldens.ts';
import { EXIT_DONE, EXIT_FAILED } from '../exit-codes.ts';
import { formatChecks, type CheckedModel } from '../output/format-encoder.ts';

/** `kindred encoders check`: whether a catalog may rely on an encoder. */
export const checkEncoder = declareCommand<EncoderOptions>({
  path: ['encoders', 'check'],
  summary: 'whether an encoder holds what a catalog relies on; exit 1 if a line fails',
  examples: [
    'kindred encoders check bundled:efficientnet-lite2',
    "kindred encoders check 'http://localhost:8080?api=tei' --json",
  ],
  configure: configureEncoder,
  run: (context, { args: [url = ''], options: { modality } }) =>
    withEncoder(context, { url, modality }, async ({ text, image, audio }) => {
      const goldens = await loadGoldens(context.config, url);
      const models: CheckedModel[] = [];
      if (text !== undefined) {
        const { modelId } = text.spec;
        models.push({ modality: 'text', modelId, checks: await checkTextModel(text, goldens.texts) });
      }
      if (image !== undefined) {
        const { modelId, input } = image.spec;
        models.push({ modality: 'image', modelId, checks: await checkImageModel(image, goldens.images(input)) });
        if (image.textTower !== undefined)
          models.push({ modality: 'words among photos', modelId, checks: await checkTextTower(image) });
      }
      if (audio !== undefined)
        models.push({ modality: 'audio', modelId: audio.spec.modelId, checks: await checkAudioModel(audio) });
      const passed = models.every(({ checks }) => checks.every((check) => check.passed));
      return {
        document: { url, passed, models },
        text: models.map(formatChecks).join('\n\n'),
        exitCode: passed ? EXIT_DONE : EXIT_FAILED,
      };
    }),
});
