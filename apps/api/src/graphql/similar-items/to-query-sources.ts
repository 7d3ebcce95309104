import type { QuerySource } from '@kindred/retrieval';
import { MAX_QUERY_SOURCES, MAX_QUERY_TEXT_LENGTH } from '@kindred/retrieval';
import { badUserInput, checkCount, checkName, checkText } from '../bad-user-input.ts';
import type { GraphqlContext } from '../context.ts';
import type { MixturePartInput, PhotoInput, SimilarItemsArgs } from './similar-items.input.ts';

type Part = Pick<MixturePartInput, 'itemId' | 'text' | 'photo' | 'weight'>;
type QueryContext = Pick<GraphqlContext, 'application' | 'catalog' | 'signal'>;

/** Reads and prepares the photos among them. @throws GraphQLError BAD_USER_INPUT, ImageSourceError */
export async function toQuerySources(args: SimilarItemsArgs, context: QueryContext): Promise<QuerySource[]> {
  requireOne('', { itemId: args.itemId, text: args.text, photo: args.photo, mixture: args.mixture });
  if (!args.mixture) return [await toSource({ ...args, weight: 1 }, '', context)];
  checkCount('mixture', args.mixture.length, MAX_QUERY_SOURCES);
  for (const [index, part] of args.mixture.entries()) checkPart(part, `mixture[${index}].`);
  return Promise.all(args.mixture.map((part, index) => toSource(part, `mixture[${index}].`, context)));
}

function checkPart(part: Part, path: string): void {
  requireOne(path, { itemId: part.itemId, text: part.text, photo: part.photo });
  const { weight } = part;
  if (!(Math.abs(weight) <= 1) || weight === 0) {
    throw badUserInput(`${path}weight`, `${path}weight is ${weight}; it must be from -1 to 1 and not 0.`);
  }
}

async function toSource(
  { itemId, text, photo, weight }: Part,
  path: string,
  context: QueryContext,
): Promise<QuerySource> {
  if (typeof itemId === 'string') {
    checkName(`${path}itemId`, itemId);
    return { kind: 'item', itemId, weight };
  }
  if (typeof text === 'string') {
    checkText(`${path}text`, text, MAX_QUERY_TEXT_LENGTH);
    return { kind: 'text', text, weight };
  }
  return { kind: 'photo', pixels: await readPhoto(photo ?? {}, `${path}photo.`, context), weight };
}

async function readPhoto(photo: PhotoInput, path: string, { application, catalog, signal }: QueryContext) {
  requireOne(path, { url: photo.url, upload: photo.upload });
  const bytes = photo.upload ? photo.upload.bytes : await application.photos.load(photo.url ?? '', signal);
  return application.photos.prepare(catalog, bytes);
}

function requireOne(path: string, candidates: Readonly<Record<string, unknown>>): void {
  const given = Object.keys(candidates).filter((name) => candidates[name] !== null && candidates[name] !== undefined);
  if (given.length === 1) return;
  const names = Object.keys(candidates).map((name) => `${path}${name}`);
  const actual = given.length === 0 ? 'none is given' : `${given.join(' and ')} are given`;
  throw badUserInput(
    path === '' ? names.join(', ') : path.slice(0, -1),
    `Give exactly one of ${names.join(', ')}; ${actual}.`,
  );
}
