import { resolve } from 'node:path';
import type { QuerySource } from '@kindred/retrieval';
import { declareCommand, note, type CommandContext, type CommandResult } from '../cli-command.ts';
import type { OpenSearch } from '../composition/open-search.ts';
import type { OpenParts } from '../composition/open-parts.ts';
import { withParts } from '../composition/with-parts.ts';
import { resolveWeights } from '../composition/resolve-weights.ts';
import { UsageError } from '../errors.ts';
import { formatSimilar, type SimilarDocument } from '../output/format-similar.ts';
import { messageOf } from '../output/print-error.ts';
import { wholeNumber } from '../parse-number-option.ts';
import { parseWeightsOption } from '../parse-weights-option.ts';

interface SimilarOptions {
  readonly text?: string;
  readonly photo?: string;
  readonly audio?: string;
  readonly weights?: string;
  readonly profile?: string;
  readonly explain?: boolean;
  readonly limit: number;
}

/** `kindred similar`: the closest items to an item, a text, a photo or a clip of sound. */
export const similarItems = declareCommand<SimilarOptions>({
  path: ['similar'],
  summary: 'the items closest to an item, a text, a photo or a clip of sound',
  examples: [
    'kindred similar SKU-1 --weights image=.7,price=.3 --explain',
    'kindred similar --text "red leather boots" --limit 5',
    'kindred similar --photo boots.jpg --json',
    'kindred similar --audio bell.mp3 --weights audio=1',
  ],
  configure: (command) =>
    command
      .argument('[id]', 'the item')
      .option('--text <words>', 'like these words, in place of an item')
      .option('--photo <file>', 'like this photo, in place of an item')
      .option('--audio <file>', 'like this clip of sound (WAV or MP3), in place of an item')
      .option('--weights <list>', 'modality=number, from -1 to 1, with commas')
      .option('--profile <name>', 'the weights of a published fusion profile (default: "default", else equal weights)')
      .option('--explain', 'what each modality contributes to each score, and how the vector store searched')
      .option('--limit <number>', 'how many', wholeNumber(1, 1000), 10),
  run: async (context, { args: [id], options }) => {
    const query = queryOf(id, options);
    checkWeights(options);
    return withParts(context, (parts) => search(parts, context, { ...options, query }));
  },
});

type Query = SimilarDocument['query'];

function queryOf(itemId: string | undefined, { text, photo, audio }: SimilarOptions): Query {
  const [query, ...more] = [
    ...(itemId === undefined ? [] : [{ itemId }]),
    ...(text === undefined ? [] : [{ text }]),
    ...(photo === undefined ? [] : [{ photo }]),
    ...(audio === undefined ? [] : [{ audio }]),
  ];
  if (query === undefined || more.length > 0)
    throw new UsageError('Give one of: an item id, --text, --photo or --audio. Example: kindred similar SKU-1');
  return query;
}

/** What can be told before anything is opened. */
function checkWeights({ weights, profile }: SimilarOptions): void {
  if (weights !== undefined && profile !== undefined) throw new UsageError('Give --weights or --profile, not both.');
  if (weights !== undefined) parseWeightsOption(weights);
}

async function search(
  parts: OpenParts,
  context: CommandContext,
  options: SimilarOptions & { readonly query: Query },
): Promise<CommandResult> {
  const { catalog, signal } = context;
  const database = await parts.existingDatabase();
  await database.catalogs.load(catalog);
  const { openSearch } = await import('../composition/open-search.ts');
  const { query, limit, explain = false } = options;
  const opened = await openSearch(parts, {
    catalog,
    bySound: 'audio' in query,
    onTextTowerFailure: ({ modelId, error }) => {
      note(context, `Words are not compared with photos, the text tower of '${modelId}' fails: ${messageOf(error)}`);
    },
  });
  const { modalities } = opened;
  const weights = await resolveWeights(options, { profiles: database.profiles, catalog, modalities });
  const source = await sourceOf(query, opened);
  const found = await opened.search.search({ catalog, sources: [source], weights, limit, signal });
  const ids = found.results.map(({ itemId }) => itemId);
  const items = await database.items.findMany(catalog, ids);
  const { effectiveWeights, spreads, origins, plan, notes } = found;
  const results = found.results.map(({ itemId, score, contributions }, index) => {
    const title = items.get(itemId)?.title ?? '';
    return { rank: index + 1, itemId, title, score, ...(explain ? { contributions } : {}) };
  });
  const explanation = explain ? { spreads, origins, plan } : {};
  const document: SimilarDocument = { catalog, query, weights, effectiveWeights, ...explanation, notes, results };
  // With weights that nobody chose, it needn't be said that some don't count.
  const chosen = options.weights !== undefined || options.profile !== undefined;
  return { document, text: formatSimilar(chosen ? document : { ...document, notes: [] }) };
}

async function sourceOf(query: Query, { readPhoto, readClip }: OpenSearch): Promise<QuerySource> {
  if ('itemId' in query) return { kind: 'item', itemId: query.itemId, weight: 1 };
  if ('text' in query) return { kind: 'text', text: query.text, weight: 1 };
  if ('audio' in query) return { kind: 'clip', clip: await readClip(resolve(query.audio)), weight: 1 };
  return { kind: 'photo', pixels: await readPhoto(resolve(query.photo)), weight: 1 };
}
