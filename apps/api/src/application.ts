import type {
  CatalogRepository,
  FusionProfileRepository,
  InteractionRepository,
  Item,
  ItemFilter,
  ItemRepository,
  Weights,
} from '@kindred/catalog';
import type { PixelImage } from '@kindred/embedding-model';
import type { ItemIntake } from '@kindred/embedding-pipeline';
import type { Contribution } from '@kindred/fusion';
import type { ActiveCollections, SimilaritySearch } from '@kindred/retrieval';
import type { ApiKeyDirectory } from './auth/api-key-directory.ts';
import type { PhotoUrls } from './photos/photo-urls.ts';
import type { ThumbnailCache } from './photos/thumbnail-cache.ts';

/** What resolvers and routes are given. They know neither adapters nor how it was put together. */
export interface Application {
  readonly catalogs: CatalogRepository;
  readonly items: ItemRepository;
  readonly interactions: InteractionRepository;
  readonly profiles: FusionProfileRepository;
  readonly apiKeys: ApiKeyDirectory;
  readonly layouts: ActiveCollections;
  readonly search: Pick<SimilaritySearch, 'search'>;
  readonly intake: Pick<ItemIntake, 'upsert' | 'delete'>;
  readonly recommender: Recommender;
  readonly duplicates: DuplicateFinder;
  readonly photos: PhotoReader;
  readonly thumbnails: ThumbnailCache;
  readonly photoUrls: PhotoUrls;
  readonly clock: () => Date;
  /** What must work for a request to be served; each rejects with the reason why it doesn't. */
  readonly probes: Readonly<Record<string, () => Promise<void>>>;
}

export interface PhotoReader {
  /** Loads a photo by the rules for URLs. @throws ImageSourceError */
  load(url: string, signal: AbortSignal): Promise<Uint8Array>;
  /** Prepares it for the image model. @throws ImageSourceError */
  prepare(bytes: Uint8Array): Promise<PixelImage>;
}

export interface Recommendation {
  readonly itemId: string;
  readonly score: number;
  readonly generator: 'NEAREST_TO_INTERESTS' | 'POPULAR' | 'NEW_ARRIVALS';
  readonly reason: string;
  readonly becauseOf?: string;
  readonly contributions: readonly Contribution[];
}

export interface Recommender {
  recommend(query: {
    readonly catalog: string;
    readonly userId: string;
    readonly weights: Weights;
    readonly filter?: ItemFilter;
    readonly limit: number;
  }): Promise<{ readonly recommendationId: string; readonly recommendations: readonly Recommendation[] }>;
}

export interface DuplicateFinder {
  find(query: {
    readonly catalog: string;
    readonly item: Item;
    readonly minPhotoSimilarity: number;
    readonly minTextSimilarity: number;
    readonly limit: number;
  }): Promise<
    readonly {
      readonly itemId: string;
      readonly photoSimilarity?: number;
      readonly textSimilarity?: number;
      readonly evidence: readonly ('PHOTO' | 'TEXT')[];
    }[]
  >;
}
