import { declareCommand } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';
import type { FitOptions } from '../fitting/fit-document.ts';
import { formatFit } from '../output/format-fit.ts';
import { wholeNumber } from '../parse-number-option.ts';

/** `kindred encoders fit`: statistics of a catalog's own vectors, measured, then stored with its layout. */
export const fitEncoder = declareCommand<FitOptions>({
  path: ['encoders', 'fit'],
  summary:
    "centres, scales, whitens or shortens a catalog's vectors by statistics fitted on them; tells the effect, and switches with --apply",
  examples: [
    'kindred encoders fit --dimensions 384',
    'kindred encoders fit --modality text --center --whiten --dimensions 128 --json',
    'kindred encoders fit --dimensions 384 --apply',
    'kindred encoders fit --remove',
  ],
  configure: (command) =>
    command
      .option('--modality <modality>', 'whose vectors', 'image')
      .option('--center', "subtract the catalog's mean vector")
      .option('--scale', 'divide every value by its deviation')
      .option('--whiten', 'divide every principal component by its deviation')
      .option('--dimensions <number>', 'keep so many principal components', wholeNumber(1, 512))
      .option('--label <name>', 'section, brand or an attribute: the class by which neighbours are judged', 'section')
      .option('--apart <attribute>', 'items with the same value of it are not judged by each other')
      .option('--sample <number>', 'fit on at most so many items', wholeNumber(2, 50_000), 4000)
      .option('--judge <number>', 'compare the neighbours of at most so many', wholeNumber(2, 50_000), 2000)
      .option('--apply', 'fill a collection of such vectors beside the live one, check it, and switch to it')
      .option('--allow-broken', 'switch though golden queries that pass now would fail')
      .option('--remove', 'switch back to vectors as the encoder makes them')
      .option('--back-to <layout>', 'switch back to a layout of before, by its hash'),
  run: (context, { options }) =>
    withParts(context, async (parts) => {
      const { runFit } = await import('../fitting/run-fit.ts');
      const document = await runFit(parts, context, options);
      return { document, text: formatFit(document) };
    }),
});
