import type { PcmClip, PixelImage } from '@kindred/embedding-model';
import { CatalogEncoders, collectionName } from '@kindred/embedding-pipeline';
import { LayoutNotFoundError, modalitiesOf } from '@kindred/fusion';
import { SimilaritySearch, type ActiveCollections, type QueryModels, type TextTowerFailure } from '@kindred/retrieval';
import { ConfigInvalidError } from '../errors.ts';
import type { OpenAudio } from './open-audio.ts';
import type { OpenParts } from './open-parts.ts';

export interface OpenSearch {
  readonly search: SimilaritySearch;
  /** Of the catalog's layout, in its order. */
  readonly modalities: readonly string[];
  /** A photo from a path, prepared for the image model. */
  readPhoto(path: string): Promise<PixelImage>;
  /** A clip of sound from a path, decoded for the audio model. */
  readClip(path: string): Promise<PcmClip>;
}

interface SearchOptions {
  readonly catalog: string;
  /** Opens the encoder of sound, and no other. */
  readonly bySound?: boolean;
  /** Told where words are compared with texts alone. */
  readonly onTextTowerFailure: (failure: TextTowerFailure) => void;
}

/**
 * For one query of one catalog, whose encoders are opened when words or a photo are searched by.
 * @throws LayoutNotFoundError; ConfigInvalidError where no setting names an encoder of sound
 */
export async function openSearch(
  parts: OpenParts,
  { catalog, bySound = false, onTextTowerFailure }: SearchOptions,
): Promise<OpenSearch> {
  const { layouts, catalogs: choices } = await parts.existingDatabase();
  const stored = await layouts.findActive(catalog);
  if (stored === undefined) throw new LayoutNotFoundError(catalog);
  const active = { stored, collection: collectionName(catalog, stored.layout.hash) };
  const collections: ActiveCollections = { findActive: () => Promise.resolve(active) };
  const pool = await parts.encoderPool();
  const encoders = new CatalogEncoders({ encoders: pool, defaultEncoders: pool.defaults, choices });
  const models = async (): Promise<QueryModels> =>
    bySound
      ? { ...(await encoders.open(catalog, stored, [])), audio: (await openAudio(parts)).model }
      : encoders.open(catalog, stored);
  const search = new SimilaritySearch({
    store: await parts.store(),
    models,
    layouts: collections,
    textTowers: { onFailure: onTextTowerFailure },
  });
  return {
    search,
    modalities: modalitiesOf(stored.layout),
    readPhoto: async (path) => {
      const { readPhotoFile } = await import('./photo-files.ts');
      return readPhotoFile(path, (await models()).image.spec.input);
    },
    readClip: async (path) => (await openAudio(parts)).clips.readFile(path),
  };
}

async function openAudio(parts: OpenParts): Promise<OpenAudio> {
  const audio = await parts.audio();
  if (audio !== undefined) return audio;
  throw new ConfigInvalidError(['KINDRED_AUDIO_ENCODER: names no encoder, and a search by sound needs one']);
}

/** For searches that need no encoder: using one is an error. */
export const unloadedModels: QueryModels = {
  get text(): never {
    throw new Error('The text encoder was not loaded for this query.');
  },
  get image(): never {
    throw new Error('The image encoder was not loaded for this query.');
  },
};
