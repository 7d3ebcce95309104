import { Option } from 'commander';
import { declareCommand } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';
import { formatSwitch } from '../output/format-switch.ts';
import { wholeNumber } from '../parse-number-option.ts';
import type { UseEncoderOptions } from '../encoders/switch-encoder.ts';

/** `kindred encoders use`: gives a catalog another encoder. */
export const useEncoder = declareCommand<UseEncoderOptions>({
  path: ['encoders', 'use'],
  summary: "embeds a catalog's items with another encoder beside the live vectors, then switches to it",
  examples: [
    'kindred encoders use bundled:efficientnet-lite2 --modality image',
    "kindred encoders use 'hf:intfloat/multilingual-e5-small@main' --modality text --catalog shop",
  ],
  configure: (command) =>
    command
      .argument('<url>', 'bundled:…, hf:…, onnx:… or http:…, as the server must be able to open it')
      .addOption(
        new Option('--modality <modality>', 'what it embeds from now on')
          .choices(['text', 'image', 'both'])
          .makeOptionMandatory(),
      )
      .option(
        '--max-failed <number>',
        'so many items may lose a photo that can not be read any more',
        wholeNumber(0, 1_000_000_000),
        0,
      )
      .option('--enqueue', 'leave encoding to kindred worker --modalities …, on whichever machine, and wait for it'),
  run: (context, { args: [url = ''], options }) =>
    withParts(context, async (parts) => {
      const { switchEncoder } = await import('../encoders/switch-encoder.ts');
      const document = await switchEncoder(parts, context, { ...options, url });
      return { document, text: formatSwitch(document) };
    }),
});
