import type { QuerySource } from '@kindred/retrieval';
import { MAX_QUERY_SOURCES, MAX_QUERY_TEXT_LENGTH } from '@kindred/retrieval';
import { NoAudioEncoderError } from '../../errors.ts';
import { badUserInput, checkCount, checkName, checkText } from '../bad-user-input.ts';
import type { GraphqlContext } from '../context.ts';
import type { AudioInput, MixturePartInput, PhotoInput, SimilarItemsArgs } from './similar-items.input.ts';

type Part = Pick<MixturePartInput, 'itemId' | 'text' | 'photo' | 'audio' | 'weight'>;
type QueryContext = Pick<GraphqlContext, 'application' | 'catalog' | 'signal'>;

/** Reads and prepares the photos and clips among them. @throws GraphQLError BAD_USER_INPUT, ImageSourceError, AudioSourceError */
export async function toQuerySources(args: SimilarItemsArgs, context: QueryContext): Promise<QuerySource[]> {
  const { itemId, text, photo, audio, mixture } = args;
  requireOne('', { itemId, text, photo, audio, mixture });
  if (!args.mixture) return [await toSource({ ...args, weight: 1 }, '', context)];
  checkCount('mixture', args.mixture.length, MAX_QUERY_SOURCES);
  for (const [index, part] of args.mixture.entries()) checkPart(part, `mixture[${index}].`);
  return Promise.all(args.mixture.map((part, index) => toSource(part, `mixture[${index}].`, context)));
}

function checkPart(part: Part, path: string): void {
  const { itemId, text, photo, audio, weight } = part;
  requireOne(path, { itemId, text, photo, audio });
  if (!(Math.abs(weight) <= 1) || weight === 0) {
    throw badUserInput(`${path}weight`, `${path}weight is ${weight}; it must be from -1 to 1 and not 0.`);
  }
}

async function toSource(
  { itemId, text, photo, audio, weight }: Part,
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
  if (audio) return { kind: 'clip', clip: await readClip(audio, `${path}audio.`, context), weight };
  return { kind: 'photo', pixels: await readPhoto(photo ?? {}, `${path}photo.`, context), weight };
}

async function readPhoto(photo: PhotoInput, path: string, { application, catalog, signal }: QueryContext) {
  requireOne(path, { url: photo.url, upload: photo.upload });
  const bytes = photo.upload ? photo.upload.bytes : await application.photos.load(photo.url ?? '', signal);
  return application.photos.prepare(catalog, bytes);
}

async function readClip(audio: AudioInput, path: string, { application: { clips }, signal }: QueryContext) {
  requireOne(path, { url: audio.url, upload: audio.upload });
  if (clips === undefined) throw new NoAudioEncoderError();
  const read = audio.upload ? clips.decode(audio.upload.bytes, signal) : clips.load(audio.url ?? '', signal);
  return (await read).clip;
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
