import type {
  CatalogRepository,
  FusionProfileRepository,
  GoldenQueryRepository,
  InteractionRepository,
  ItemRepository,
  ProfileScheduleRepository,
} from '@kindred/catalog';
import type { DuplicateFinder } from '@kindred/duplicate-detection';
import type { ClipReader } from '@kindred/audio-source';
import type { PixelImage } from '@kindred/embedding-model';
import type { GoldenQueryTester, ProfilePreviewer, ProfilePublisher } from '@kindred/profile-publishing';
import type { FusedEmbeddings, ImportRunner, ItemIntake } from '@kindred/embedding-pipeline';
import type { Recommender } from '@kindred/recommendation';
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
  readonly schedules: ProfileScheduleRepository;
  readonly goldenQueries: GoldenQueryRepository;
  readonly goldenTester: Pick<GoldenQueryTester, 'test'>;
  readonly previewer: Pick<ProfilePreviewer, 'preview'>;
  readonly publisher: Pick<ProfilePublisher, 'publish' | 'schedule'>;
  readonly apiKeys: ApiKeyDirectory;
  readonly layouts: ActiveCollections;
  readonly search: Pick<SimilaritySearch, 'search'>;
  readonly intake: Pick<ItemIntake, 'upsert' | 'delete'>;
  /** Whole files of items; not reachable over GraphQL. */
  readonly imports: Pick<ImportRunner, 'run'>;
  readonly recommender: Pick<Recommender, 'recommend'>;
  readonly embeddings: Pick<FusedEmbeddings, 'open' | 'find'>;
  readonly duplicates: Pick<DuplicateFinder, 'duplicatesOf'>;
  readonly photos: PhotoReader;
  /** Absent: this server has no encoder of sound. */
  readonly clips?: Pick<ClipReader, 'load' | 'decode'>;
  readonly thumbnails: ThumbnailCache;
  readonly photoUrls: PhotoUrls;
  readonly clock: () => Date;
  /** What must work for a request to be served; each rejects with the reason why it doesn't. */
  readonly probes: Readonly<Record<string, () => Promise<void>>>;
}

export interface PhotoReader {
  /** Loads a photo by the rules for URLs. @throws ImageSourceError */
  load(url: string, signal: AbortSignal): Promise<Uint8Array>;
  /** Prepares it for the catalog's image model. @throws ImageSourceError */
  prepare(catalog: string, bytes: Uint8Array): Promise<PixelImage>;
}
