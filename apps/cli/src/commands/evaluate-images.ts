import { resolve } from 'node:path';
import { declareCommand } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';
import { checkFiles } from '../importing/check-files.ts';
import { formatImageEvaluation } from '../output/format-image-evaluation.ts';
import { wholeNumber } from '../parse-number-option.ts';

interface EvaluateImagesOptions {
  readonly train: string;
  readonly test: string;
  readonly folder?: string;
  readonly fileColumn: string;
  readonly labelColumn: string;
  readonly encoder?: string;
  readonly seed: number;
  readonly draws: number;
}

/** `kindred evaluate images`: how well an encoder tells the classes of your own photos apart. */
export const evaluateImages = declareCommand<EvaluateImagesOptions>({
  path: ['evaluate', 'images'],
  summary: 'how well an encoder tells classes of photos apart, beside a colour histogram and chance',
  examples: [
    'kindred evaluate images --train train.csv --test test.csv',
    'kindred evaluate images --train train.csv --test test.csv --folder /data/photos --label-column kind --json',
  ],
  configure: (command) =>
    command
      .requiredOption('--train <csv>', 'photos of known class: columns file and label')
      .requiredOption('--test <csv>', 'photos to judge by; none of them should be among the former')
      .option('--folder <folder>', "what paths are relative to (default: each file's own folder)")
      .option('--file-column <name>', 'the column with path or URL', 'file')
      .option('--label-column <name>', 'the column with the class', 'label')
      .option('--encoder <url>', 'which encoder (default: that of the settings)')
      .option('--draws <number>', 'draws of few labels', wholeNumber(1, 1000), 10)
      .option('--seed <number>', 'of the draws and of the random vectors', wholeNumber(0, 4_294_967_295), 1),
  run: async (context, { options }) => {
    const { train, test, fileColumn, labelColumn, seed, draws } = options;
    await checkFiles(train, test);
    const folder = options.folder === undefined ? undefined : resolve(options.folder);
    const { readPhotoList } = await import('../evaluating/read-photo-list.ts');
    const read = (path: string) => readPhotoList(path, { fileColumn, labelColumn, folder });
    const lists = { train: await read(train), test: await read(test) };
    return withParts(context, async (parts) => {
      const { openImageEncoder } = await import('../evaluating/open-image-encoder.ts');
      const { evaluatePhotos } = await import('../evaluating/evaluate-photos.ts');
      const model = await openImageEncoder(parts, options.encoder);
      const images = await parts.images([lists.train.folder, lists.test.folder]);
      const document = await evaluatePhotos(context, { ...lists, images, model, seed, draws });
      return { document, text: formatImageEvaluation(document) };
    });
  },
});
