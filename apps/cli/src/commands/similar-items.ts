import { resolve } from 'node:path';
import { declareCommand, type CommandContext, type CommandResult } from '../cli-command.ts';
import type { OpenParts } from '../composition/open-parts.ts';
import { withParts } from '../composition/open-parts.ts';
import { resolveWeights } from '../composition/resolve-weights.ts';
import { UsageError } from '../errors.ts';
import { formatSimilar, type SimilarDocument } from '../output/format-similar.ts';
import { wholeNumber } from '../parse-number-option.ts';
import { parseWeightsOption } from '../parse-weights-option.ts';

interface SimilarOptions {
  readonly text?: string;
  readonly photo?: string;
  readonly weights?: string;
  readonly profile?: string;
  readonly explain?: boolean;
  readonly limit: number;
}

/** `kindred similar`: the closest items to an item, a text or a photo. */
export const similarItems = declareCommand<SimilarOptions>({
  path: ['similar'],
  summary: 'the items closest to an item, a text or a photo',
  examples: [
    'kindred similar SKU-1 --weights image=.7,price=.3 --explain',
    'kindred similar --text "red leather boots" --limit 5',
    'kindred similar --photo boots.jpg --json',
  ],
  configure: (command) =>
    command
      .argument('[id]', 'the item')
      .option('--text <words>', 'like these words, in place of an item')
      .option('--photo <file>', 'like this photo, in place of an item')
      .option('--weights <list>', 'modality=number, from -1 to 1, with commas')
      .option('--profile <name>', 'the weights of a published fusion profile (default: "default", else equal weights)')
      .option('--explain', 'what each modality contributes to each score')
      .option('--limit <number>', 'how many', wholeNumber(1, 1000), 10),
  run: async (context, { args: [id], options }) => {
    checkOptions(id, options);
    return withParts(context, (parts) => search(parts, context, { ...options, id }));
  },
});

function checkOptions(id: string | undefined, { text, photo, weights, profile }: SimilarOptions): void {
  if ([id, text, photo].filter((source) => source !== undefined).length !== 1)
    throw new UsageError('Give one of: an item id, --text or --photo. Example: kindred similar SKU-1');
  if (weights !== undefined && profile !== undefined) throw new UsageError('Give --weights or --profile, not both.');
  if (weights !== undefined) parseWeightsOption(weights);
}

async function search(
  parts: OpenParts,
  { catalog, signal }: CommandContext,
  options: SimilarOptions & { readonly id: string | undefined },
): Promise<CommandResult> {
  const database = await parts.existingDatabase();
  await database.catalogs.load(catalog);
  const { openSearch } = await import('../composition/open-search.ts');
  const { id, text, photo, limit } = options;
  const opened = await openSearch(parts, { catalog, needsEncoders: id === undefined });
  const weights = await resolveWeights(options, {
    profiles: database.profiles,
    catalog,
    modalities: opened.modalities,
  });
  const source =
    id !== undefined
      ? ({ kind: 'item', itemId: id, weight: 1 } as const)
      : text !== undefined
        ? ({ kind: 'text', text, weight: 1 } as const)
        : ({ kind: 'photo', pixels: await opened.readPhoto(resolve(photo ?? '')), weight: 1 } as const);
  const found = await opened.search.search({ catalog, sources: [source], weights, limit, signal });
  const items = await database.items.findMany(
    catalog,
    found.results.map(({ itemId }) => itemId),
  );
  const document: SimilarDocument = {
    catalog,
    query: id !== undefined ? { itemId: id } : text !== undefined ? { text } : { photo: photo ?? '' },
    weights,
    effectiveWeights: found.effectiveWeights,
    notes: found.notes,
    results: found.results.map(({ itemId, score, contributions }, index) => {
      const title = items.get(itemId)?.title ?? '';
      return { rank: index + 1, itemId, title, score, ...(options.explain === true ? { contributions } : {}) };
    }),
  };
  return { document, text: formatSimilar(document) };
}
