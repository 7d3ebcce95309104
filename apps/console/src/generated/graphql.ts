/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Give `anyOf`, or `min` and/or `max`. */
export type AttributeFilterInput = {
  /** One of these values; a list of tags matches if it has one of them. */
  anyOf?: Array<string> | null | undefined;
  /** Highest number, inclusive. */
  max?: number | null | undefined;
  /** Lowest number, inclusive. */
  min?: number | null | undefined;
  /** Name of the attribute. */
  name: string;
};

/** A clip of sound, WAV or MP3: exactly one of `url` and `upload`. */
export type AudioInput = {
  /** The clip itself. */
  upload?: File | null | undefined;
  /** Where the clip is: `https:` of an allowed host, or `data:`. */
  url?: string | null | undefined;
};

/** A search and what it must find. Exactly one of `itemId` and `text`. */
export type GoldenQueryInput = {
  /** Items that must be found, 1 to 20. */
  expectedItemIds: Array<string | number>;
  /** Like this item. */
  itemId?: string | number | null | undefined;
  /** Within so many first results, 1 to 100. */
  limit?: number;
  /** Its name; one of that name is replaced. */
  name: string;
  /** The only profile that it is about; null: all. */
  profile?: string | null | undefined;
  /** Like these words. */
  text?: string | null | undefined;
};

/** All given conditions must hold. */
export type ItemFilterInput = {
  /** All of these hold. */
  and?: Array<ItemFilterInput> | null | undefined;
  /** Conditions on attributes; each must hold. */
  attributes?: Array<AttributeFilterInput> | null | undefined;
  /** Whether it can be bought now. */
  available?: boolean | null | undefined;
  /** One of these brands; case, accents and legal forms do not matter. */
  brand?: Array<string> | null | undefined;
  /** Came into the catalog strictly later. */
  createdAfter?: string | null | undefined;
  /** One of these items. */
  ids?: Array<string | number> | null | undefined;
  /** This does not hold. */
  not?: ItemFilterInput | null | undefined;
  /** At least one of these holds; an empty list never does. */
  or?: Array<ItemFilterInput> | null | undefined;
  /** Items without a price never match. */
  price?: PriceRangeInput | null | undefined;
  /** The section and everything below it. */
  section?: Array<string> | null | undefined;
};

/** What items are sorted by; ties go by id. */
export type ItemSortBy =
  /** When the item came into the catalog. */
  | 'CREATED_AT'
  /** Id, in code-point order. */
  | 'ID'
  /** Amount of the price; items without a price come last. */
  | 'PRICE'
  /** Title, in code-point order. */
  | 'TITLE';

/** In which order items come. */
export type ItemSortInput = {
  /** What they are sorted by. */
  by: ItemSortBy;
  /** Largest, last or newest first. */
  descending?: boolean;
};

/** Exactly one of `itemId`, `text`, `photo` and `audio`. A negative weight means "unlike". */
export type MixturePartInput = {
  /** Like this sound. */
  audio?: AudioInput | null | undefined;
  /** Like this item. */
  itemId?: string | number | null | undefined;
  /** Like this photo. */
  photo?: PhotoInput | null | undefined;
  /** Like these words. */
  text?: string | null | undefined;
  /** How much it counts, in [-1, 1], not 0. */
  weight?: number;
};

/** What a role may do. */
export type Permission =
  /** Save, preview, publish and roll back fusion profiles. */
  | 'EDIT_PROFILES'
  /** Read and search. */
  | 'READ'
  /** Record what shoppers do. */
  | 'RECORD_INTERACTIONS'
  /** Write and delete items. */
  | 'WRITE_ITEMS';

/** Exactly one of `url` and `upload`. */
export type PhotoInput = {
  /** The photo itself. */
  upload?: File | null | undefined;
  /** Where the photo is: `https:` of an allowed host, or `data:`. */
  url?: string | null | undefined;
};

/** Both ends inclusive; `currency` defaults to the catalog's. */
export type PriceRangeInput = {
  /** ISO 4217 code; prices in other currencies never match. */
  currency?: string | null | undefined;
  /** Highest amount. */
  max?: number | null | undefined;
  /** Lowest amount. */
  min?: number | null | undefined;
};

/** What was done to a profile. */
export type ProfileEventAction =
  /** A version was saved. */
  | 'DRAFTED'
  /** A version was published, by someone or as scheduled. */
  | 'PUBLISHED'
  /** The version before was published again. */
  | 'ROLLED_BACK'
  /** A version was scheduled. */
  | 'SCHEDULED'
  /** A scheduled publication was cancelled. */
  | 'SCHEDULE_CANCELLED'
  /** A scheduled publication fell due and nothing was published, because golden queries would have broken. */
  | 'SCHEDULE_REFUSED';

/** Where a scheduled publication is in its life. */
export type ProfileScheduleStatus =
  /** The version was published. */
  | 'APPLIED'
  /** Someone cancelled it. */
  | 'CANCELLED'
  /** Its time has not come. */
  | 'PENDING'
  /** Nothing was published, because golden queries would have broken. */
  | 'REFUSED';

/** Where a version of a profile is in its life. */
export type ProfileVersionStatus =
  /** Saved, used by nobody yet. */
  | 'DRAFT'
  /** The one that queries by name use. */
  | 'PUBLISHED'
  /** Was published before; a roll-back can bring it back. */
  | 'RETIRED';

/** What a query's side of a comparison was made of. */
export type QueryOrigin =
  /** A clip of sound. */
  | 'AUDIO'
  /** What an item has. */
  | 'ITEM'
  /** A photo. */
  | 'PHOTO'
  /** Words. In the modality `image` they are compared with the photos themselves, by an encoder whose texts and photos share a space. */
  | 'TEXT';

/** What an API key is for. */
export type Role =
  /** May do everything. */
  | 'ADMIN'
  /** Reads, and writes items. */
  | 'DATA'
  /** Reads, and changes fusion profiles. */
  | 'MERCHANDISER'
  /** A shop: reads, searches, and records interactions. */
  | 'READER';

export type CatalogQueryVariables = Exact<{ [key: string]: never; }>;


export type CatalogQuery = { catalog: { name: string, currency: string, itemCount: number, modalities: Array<{ name: string, label: string, encoder: string }>, brands: Array<{ name: string, count: number }>, sections: Array<{ path: Array<string>, count: number }> } };

export type ItemCardFragment = { id: string, title: string, brand: string | null, section: Array<string>, available: boolean, price: { amount: number, currency: string } | null, images: Array<{ url: string, failure: string | null }> };

export type ItemsQueryVariables = Exact<{
  filter?: ItemFilterInput | null | undefined;
  sort?: ItemSortInput | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ItemsQuery = { items: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, title: string, brand: string | null, section: Array<string>, available: boolean, price: { amount: number, currency: string } | null, images: Array<{ url: string, failure: string | null }> } }> } };

export type GoldenQueryFragment = { name: string, itemId: string | null, text: string | null, limit: number, profile: string | null, author: string | null, expectedItemIds: Array<string>, item: { id: string, title: string, images: Array<{ url: string, failure: string | null }> } | null, expectedItems: Array<{ id: string, title: string, images: Array<{ url: string, failure: string | null }> }> };

export type GoldenQueriesQueryVariables = Exact<{ [key: string]: never; }>;


export type GoldenQueriesQuery = { goldenQueries: Array<{ name: string, itemId: string | null, text: string | null, limit: number, profile: string | null, author: string | null, expectedItemIds: Array<string>, item: { id: string, title: string, images: Array<{ url: string, failure: string | null }> } | null, expectedItems: Array<{ id: string, title: string, images: Array<{ url: string, failure: string | null }> }> }> };

export type TryGoldenQueriesQueryVariables = Exact<{
  weights: Record<string, number>;
}>;


export type TryGoldenQueriesQuery = { checkGoldenQueries:
    | { __typename: 'GoldenQueryReport', outcomes: Array<{ query: { name: string }, draft: { passes: boolean, ranks: Array<number | null>, problem: string | null } }> }
    | { __typename: 'InvalidWeights', message: string }
    | { __typename: 'NothingToCompare', message: string }
    | { __typename: 'ProfileNotFound', message: string }
    | { __typename: 'ProfileVersionNotFound', message: string }
   };

export type GoldenCandidatesQueryVariables = Exact<{
  itemId?: string | number | null | undefined;
  text?: string | null | undefined;
  weights: Record<string, number>;
}>;


export type GoldenCandidatesQuery = { similarItems:
    | { __typename: 'AudioRejected', message: string }
    | { __typename: 'ItemNotFound', message: string }
    | { __typename: 'NoUsableModality', message: string }
    | { __typename: 'PhotoRejected', message: string }
    | { __typename: 'ProfileNotFound', message: string }
    | { __typename: 'SimilarItemConnection', edges: Array<{ node: { id: string, title: string, images: Array<{ url: string, failure: string | null }> } }> }
   };

export type SaveGoldenQueryMutationVariables = Exact<{
  query: GoldenQueryInput;
}>;


export type SaveGoldenQueryMutation = { saveGoldenQuery:
    | { __typename: 'GoldenQuery' }
    | { __typename: 'ItemNotFound', message: string }
    | { __typename: 'ProfileNotFound', message: string }
    | { __typename: 'TooManyGoldenQueries', message: string }
   };

export type DeleteGoldenQueryMutationVariables = Exact<{
  name: string;
}>;


export type DeleteGoldenQueryMutation = { deleteGoldenQuery:
    | { __typename: 'GoldenQueryDeleted' }
    | { __typename: 'GoldenQueryNotFound', message: string }
   };

export type ProfileHistoryQueryVariables = Exact<{
  name: string;
  after?: string | null | undefined;
}>;


export type ProfileHistoryQuery = { fusionProfileHistory:
    | { __typename: 'ProfileEventConnection', edges: Array<{ cursor: string, node: { action: ProfileEventAction, version: number, replacedVersion: number | null, author: string | null, reason: string | null, at: string, scheduleId: string | null, refusal: { problem: string, brokenGoldenQueries: Array<string> } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }
    | { __typename: 'ProfileNotFound', message: string }
   };

export type SimilarItemsQueryVariables = Exact<{
  itemId?: string | number | null | undefined;
  text?: string | null | undefined;
  photo?: PhotoInput | null | undefined;
  mixture?: Array<MixturePartInput> | MixturePartInput | null | undefined;
  weights?: Record<string, number> | null | undefined;
  profile?: string | null | undefined;
  filter?: ItemFilterInput | null | undefined;
  first: number;
}>;


export type SimilarItemsQuery = { similarItems:
    | { __typename: 'AudioRejected', message: string }
    | { __typename: 'ItemNotFound', message: string }
    | { __typename: 'NoUsableModality', message: string }
    | { __typename: 'PhotoRejected', message: string, code: string }
    | { __typename: 'ProfileNotFound', message: string }
    | { __typename: 'SimilarItemConnection', pageInfo: { hasNextPage: boolean }, weights: Array<{ modality: string, weight: number, effectiveWeight: number, note: string | null }>, edges: Array<{ score: number, contributions: Array<{ modality: string, weight: number, effectiveWeight: number, similarity: number, contribution: number, imputed: boolean, queryFrom: Array<QueryOrigin> }>, node: { id: string, title: string, brand: string | null, section: Array<string>, available: boolean, price: { amount: number, currency: string } | null, images: Array<{ url: string, failure: string | null }> } }> }
   };

export type SourceItemQueryVariables = Exact<{
  id: string | number;
}>;


export type SourceItemQuery = { item: { description: string | null, id: string, title: string, brand: string | null, section: Array<string>, available: boolean, price: { amount: number, currency: string } | null, images: Array<{ url: string, failure: string | null }> } | null };

export type ImpactItemFragment = { id: string, title: string, images: Array<{ url: string, failure: string | null }> };

export type ProfileImpactQueryVariables = Exact<{
  profile: string;
  version: number;
}>;


export type ProfileImpactQuery = { previewProfile:
    | { __typename: 'InvalidWeights', message: string }
    | { __typename: 'NothingToCompare', message: string }
    | { __typename: 'ProfileNotFound', message: string }
    | { __typename: 'ProfilePreview', sources: number, limit: number, changedShare: number, rankOverlap: number, live: { profile: string | null, version: number | null }, newItems: { total: number, top: Array<{ sourceCount: number, item: { id: string, title: string, images: Array<{ url: string, failure: string | null }> } }> }, lostItems: { total: number, top: Array<{ sourceCount: number, item: { id: string, title: string, images: Array<{ url: string, failure: string | null }> } }> }, prices: Array<{ currency: string, live: { lowerQuartile: number, median: number, upperQuartile: number } | null, draft: { lowerQuartile: number, median: number, upperQuartile: number } | null }>, brands: { top: Array<{ brand: string, live: number, draft: number }> }, examples: Array<{ source: { id: string, title: string, images: Array<{ url: string, failure: string | null }> }, live: Array<{ otherRank: number | null, item: { id: string, title: string, images: Array<{ url: string, failure: string | null }> } }>, draft: Array<{ otherRank: number | null, item: { id: string, title: string, images: Array<{ url: string, failure: string | null }> } }> }> }
    | { __typename: 'ProfileVersionNotFound', message: string }
  , checkGoldenQueries:
    | { __typename: 'GoldenQueryReport', brokenCount: number, outcomes: Array<{ broken: boolean, query: { name: string, limit: number, expectedItems: Array<{ id: string, title: string }> }, draft: { problem: string | null } }> }
    | { __typename: 'InvalidWeights' }
    | { __typename: 'NothingToCompare' }
    | { __typename: 'ProfileNotFound' }
    | { __typename: 'ProfileVersionNotFound' }
   };

export type ProfileFragment = { name: string, published: { version: number } | null, versions: Array<{ version: number, weights: Record<string, number>, status: ProfileVersionStatus, baseVersion: number | null, author: string | null, reason: string | null, createdAt: string, publishedAt: string | null }> };

export type ProfilesQueryVariables = Exact<{ [key: string]: never; }>;


export type ProfilesQuery = { fusionProfiles: Array<{ name: string, published: { version: number } | null, versions: Array<{ version: number, weights: Record<string, number>, status: ProfileVersionStatus, baseVersion: number | null, author: string | null, reason: string | null, createdAt: string, publishedAt: string | null }> }> };

export type SaveProfileDraftMutationVariables = Exact<{
  name: string;
  weights: Record<string, number>;
  baseVersion?: number | null | undefined;
  reason?: string | null | undefined;
}>;


export type SaveProfileDraftMutation = { saveFusionProfileDraft:
    | { __typename: 'FusionProfile', name: string, published: { version: number } | null, versions: Array<{ version: number, weights: Record<string, number>, status: ProfileVersionStatus, baseVersion: number | null, author: string | null, reason: string | null, createdAt: string, publishedAt: string | null }> }
    | { __typename: 'InvalidWeights', message: string, problems: Array<{ field: string, problem: string }> }
    | { __typename: 'ProfileConflict', message: string }
   };

export type PublishProfileMutationVariables = Exact<{
  name: string;
  version: number;
  expectedPublished?: number | null | undefined;
  refuseIfBroken: boolean;
  reason?: string | null | undefined;
}>;


export type PublishProfileMutation = { publishFusionProfile:
    | { __typename: 'GoldenQueriesBroken', message: string }
    | { __typename: 'ProfileConflict', message: string }
    | { __typename: 'ProfileNotFound', message: string }
    | { __typename: 'ProfilePublished', profile: { name: string, published: { version: number } | null, versions: Array<{ version: number, weights: Record<string, number>, status: ProfileVersionStatus, baseVersion: number | null, author: string | null, reason: string | null, createdAt: string, publishedAt: string | null }> } }
    | { __typename: 'ProfileVersionNotFound', message: string }
   };

export type RollBackProfileMutationVariables = Exact<{
  name: string;
  reason?: string | null | undefined;
}>;


export type RollBackProfileMutation = { rollBackFusionProfile:
    | { __typename: 'FusionProfile', name: string, published: { version: number } | null, versions: Array<{ version: number, weights: Record<string, number>, status: ProfileVersionStatus, baseVersion: number | null, author: string | null, reason: string | null, createdAt: string, publishedAt: string | null }> }
    | { __typename: 'NoEarlierVersion', message: string }
    | { __typename: 'ProfileNotFound', message: string }
   };

export type ScheduleFragment = { id: string, profile: string, version: number, publishAt: string, status: ProfileScheduleStatus, refuseIfBroken: boolean, author: string | null, reason: string | null, finishedAt: string | null, refusal: { problem: string, brokenGoldenQueries: Array<string> } | null };

export type SchedulesQueryVariables = Exact<{
  profile: string;
}>;


export type SchedulesQuery = { scheduledPublications: Array<{ id: string, profile: string, version: number, publishAt: string, status: ProfileScheduleStatus, refuseIfBroken: boolean, author: string | null, reason: string | null, finishedAt: string | null, refusal: { problem: string, brokenGoldenQueries: Array<string> } | null }> };

export type ScheduleProfileMutationVariables = Exact<{
  name: string;
  version: number;
  publishAt: string;
  refuseIfBroken: boolean;
  reason?: string | null | undefined;
}>;


export type ScheduleProfileMutation = { scheduleFusionProfile:
    | { __typename: 'GoldenQueriesBroken', message: string }
    | { __typename: 'ProfileNotFound', message: string }
    | { __typename: 'ProfileScheduled', schedule: { id: string, profile: string, version: number, publishAt: string, status: ProfileScheduleStatus, refuseIfBroken: boolean, author: string | null, reason: string | null, finishedAt: string | null, refusal: { problem: string, brokenGoldenQueries: Array<string> } | null } }
    | { __typename: 'ProfileVersionNotFound', message: string }
    | { __typename: 'ScheduleTimeTaken', message: string }
   };

export type CancelScheduleMutationVariables = Exact<{
  id: string | number;
}>;


export type CancelScheduleMutation = { cancelScheduledPublication:
    | { __typename: 'ScheduleNotFound', message: string }
    | { __typename: 'ScheduleNotPending', message: string }
    | { __typename: 'ScheduledPublication', id: string, profile: string, version: number, publishAt: string, status: ProfileScheduleStatus, refuseIfBroken: boolean, author: string | null, reason: string | null, finishedAt: string | null, refusal: { problem: string, brokenGoldenQueries: Array<string> } | null }
   };

export type ApiAccessQueryVariables = Exact<{ [key: string]: never; }>;


export type ApiAccessQuery = { apiAccess: { role: Role, permissions: Array<Permission>, keyName: string | null } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ItemCardFragmentDoc = new TypedDocumentString(`
    fragment ItemCard on Item {
  id
  title
  brand
  section
  available
  price {
    amount
    currency
  }
  images {
    url(width: 480)
    failure
  }
}
    `, {"fragmentName":"ItemCard"}) as unknown as TypedDocumentString<ItemCardFragment, unknown>;
export const ImpactItemFragmentDoc = new TypedDocumentString(`
    fragment ImpactItem on Item {
  id
  title
  images {
    url(width: 160)
    failure
  }
}
    `, {"fragmentName":"ImpactItem"}) as unknown as TypedDocumentString<ImpactItemFragment, unknown>;
export const GoldenQueryFragmentDoc = new TypedDocumentString(`
    fragment GoldenQuery on GoldenQuery {
  name
  itemId
  text
  limit
  profile
  author
  expectedItemIds
  item {
    ...ImpactItem
  }
  expectedItems {
    ...ImpactItem
  }
}
    fragment ImpactItem on Item {
  id
  title
  images {
    url(width: 160)
    failure
  }
}`, {"fragmentName":"GoldenQuery"}) as unknown as TypedDocumentString<GoldenQueryFragment, unknown>;
export const ProfileFragmentDoc = new TypedDocumentString(`
    fragment Profile on FusionProfile {
  name
  published {
    version
  }
  versions {
    version
    weights
    status
    baseVersion
    author
    reason
    createdAt
    publishedAt
  }
}
    `, {"fragmentName":"Profile"}) as unknown as TypedDocumentString<ProfileFragment, unknown>;
export const ScheduleFragmentDoc = new TypedDocumentString(`
    fragment Schedule on ScheduledPublication {
  id
  profile
  version
  publishAt
  status
  refuseIfBroken
  refusal {
    problem
    brokenGoldenQueries
  }
  author
  reason
  finishedAt
}
    `, {"fragmentName":"Schedule"}) as unknown as TypedDocumentString<ScheduleFragment, unknown>;
export const CatalogDocument = new TypedDocumentString(`
    query Catalog {
  catalog {
    name
    currency
    itemCount
    modalities {
      name
      label
      encoder
    }
    brands(first: 500) {
      name
      count
    }
    sections(first: 1000) {
      path
      count
    }
  }
}
    `) as unknown as TypedDocumentString<CatalogQuery, CatalogQueryVariables>;
export const ItemsDocument = new TypedDocumentString(`
    query Items($filter: ItemFilterInput, $sort: ItemSortInput, $first: Int!, $after: String) {
  items(filter: $filter, sort: $sort, first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        ...ItemCard
      }
    }
  }
}
    fragment ItemCard on Item {
  id
  title
  brand
  section
  available
  price {
    amount
    currency
  }
  images {
    url(width: 480)
    failure
  }
}`) as unknown as TypedDocumentString<ItemsQuery, ItemsQueryVariables>;
export const GoldenQueriesDocument = new TypedDocumentString(`
    query GoldenQueries {
  goldenQueries {
    ...GoldenQuery
  }
}
    fragment GoldenQuery on GoldenQuery {
  name
  itemId
  text
  limit
  profile
  author
  expectedItemIds
  item {
    ...ImpactItem
  }
  expectedItems {
    ...ImpactItem
  }
}
fragment ImpactItem on Item {
  id
  title
  images {
    url(width: 160)
    failure
  }
}`) as unknown as TypedDocumentString<GoldenQueriesQuery, GoldenQueriesQueryVariables>;
export const TryGoldenQueriesDocument = new TypedDocumentString(`
    query TryGoldenQueries($weights: Weights!) {
  checkGoldenQueries(weights: $weights, allProfiles: true) {
    __typename
    ... on Problem {
      message
    }
    ... on GoldenQueryReport {
      outcomes {
        query {
          name
        }
        draft {
          passes
          ranks
          problem
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TryGoldenQueriesQuery, TryGoldenQueriesQueryVariables>;
export const GoldenCandidatesDocument = new TypedDocumentString(`
    query GoldenCandidates($itemId: ID, $text: String, $weights: Weights!) {
  similarItems(itemId: $itemId, text: $text, weights: $weights, first: 24) {
    __typename
    ... on Problem {
      message
    }
    ... on SimilarItemConnection {
      edges {
        node {
          ...ImpactItem
        }
      }
    }
  }
}
    fragment ImpactItem on Item {
  id
  title
  images {
    url(width: 160)
    failure
  }
}`) as unknown as TypedDocumentString<GoldenCandidatesQuery, GoldenCandidatesQueryVariables>;
export const SaveGoldenQueryDocument = new TypedDocumentString(`
    mutation SaveGoldenQuery($query: GoldenQueryInput!) {
  saveGoldenQuery(query: $query) {
    __typename
    ... on Problem {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SaveGoldenQueryMutation, SaveGoldenQueryMutationVariables>;
export const DeleteGoldenQueryDocument = new TypedDocumentString(`
    mutation DeleteGoldenQuery($name: String!) {
  deleteGoldenQuery(name: $name) {
    __typename
    ... on Problem {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteGoldenQueryMutation, DeleteGoldenQueryMutationVariables>;
export const ProfileHistoryDocument = new TypedDocumentString(`
    query ProfileHistory($name: String!, $after: String) {
  fusionProfileHistory(name: $name, first: 20, after: $after) {
    __typename
    ... on Problem {
      message
    }
    ... on ProfileEventConnection {
      edges {
        cursor
        node {
          action
          version
          replacedVersion
          author
          reason
          at
          scheduleId
          refusal {
            problem
            brokenGoldenQueries
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ProfileHistoryQuery, ProfileHistoryQueryVariables>;
export const SimilarItemsDocument = new TypedDocumentString(`
    query SimilarItems($itemId: ID, $text: String, $photo: PhotoInput, $mixture: [MixturePartInput!], $weights: Weights, $profile: String, $filter: ItemFilterInput, $first: Int!) {
  similarItems(
    itemId: $itemId
    text: $text
    photo: $photo
    mixture: $mixture
    weights: $weights
    profile: $profile
    filter: $filter
    first: $first
  ) {
    __typename
    ... on Problem {
      message
    }
    ... on PhotoRejected {
      code
    }
    ... on SimilarItemConnection {
      pageInfo {
        hasNextPage
      }
      weights {
        modality
        weight
        effectiveWeight
        note
      }
      edges {
        score
        contributions {
          modality
          weight
          effectiveWeight
          similarity
          contribution
          imputed
          queryFrom
        }
        node {
          ...ItemCard
        }
      }
    }
  }
}
    fragment ItemCard on Item {
  id
  title
  brand
  section
  available
  price {
    amount
    currency
  }
  images {
    url(width: 480)
    failure
  }
}`) as unknown as TypedDocumentString<SimilarItemsQuery, SimilarItemsQueryVariables>;
export const SourceItemDocument = new TypedDocumentString(`
    query SourceItem($id: ID!) {
  item(id: $id) {
    ...ItemCard
    description
  }
}
    fragment ItemCard on Item {
  id
  title
  brand
  section
  available
  price {
    amount
    currency
  }
  images {
    url(width: 480)
    failure
  }
}`) as unknown as TypedDocumentString<SourceItemQuery, SourceItemQueryVariables>;
export const ProfileImpactDocument = new TypedDocumentString(`
    query ProfileImpact($profile: String!, $version: Int!) {
  previewProfile(profile: $profile, version: $version, examples: 1, movedItems: 6) {
    __typename
    ... on Problem {
      message
    }
    ... on ProfilePreview {
      live {
        profile
        version
      }
      sources
      limit
      changedShare
      rankOverlap
      newItems {
        total
        top {
          sourceCount
          item {
            ...ImpactItem
          }
        }
      }
      lostItems {
        total
        top {
          sourceCount
          item {
            ...ImpactItem
          }
        }
      }
      prices {
        currency
        live {
          lowerQuartile
          median
          upperQuartile
        }
        draft {
          lowerQuartile
          median
          upperQuartile
        }
      }
      brands {
        top {
          brand
          live
          draft
        }
      }
      examples {
        source {
          ...ImpactItem
        }
        live {
          otherRank
          item {
            ...ImpactItem
          }
        }
        draft {
          otherRank
          item {
            ...ImpactItem
          }
        }
      }
    }
  }
  checkGoldenQueries(profile: $profile, version: $version) {
    __typename
    ... on GoldenQueryReport {
      brokenCount
      outcomes {
        broken
        query {
          name
          limit
          expectedItems {
            id
            title
          }
        }
        draft {
          problem
        }
      }
    }
  }
}
    fragment ImpactItem on Item {
  id
  title
  images {
    url(width: 160)
    failure
  }
}`) as unknown as TypedDocumentString<ProfileImpactQuery, ProfileImpactQueryVariables>;
export const ProfilesDocument = new TypedDocumentString(`
    query Profiles {
  fusionProfiles {
    ...Profile
  }
}
    fragment Profile on FusionProfile {
  name
  published {
    version
  }
  versions {
    version
    weights
    status
    baseVersion
    author
    reason
    createdAt
    publishedAt
  }
}`) as unknown as TypedDocumentString<ProfilesQuery, ProfilesQueryVariables>;
export const SaveProfileDraftDocument = new TypedDocumentString(`
    mutation SaveProfileDraft($name: String!, $weights: Weights!, $baseVersion: Int, $reason: String) {
  saveFusionProfileDraft(
    name: $name
    weights: $weights
    baseVersion: $baseVersion
    reason: $reason
  ) {
    __typename
    ... on Problem {
      message
    }
    ... on InvalidWeights {
      problems {
        field
        problem
      }
    }
    ...Profile
  }
}
    fragment Profile on FusionProfile {
  name
  published {
    version
  }
  versions {
    version
    weights
    status
    baseVersion
    author
    reason
    createdAt
    publishedAt
  }
}`) as unknown as TypedDocumentString<SaveProfileDraftMutation, SaveProfileDraftMutationVariables>;
export const PublishProfileDocument = new TypedDocumentString(`
    mutation PublishProfile($name: String!, $version: Int!, $expectedPublished: Int, $refuseIfBroken: Boolean!, $reason: String) {
  publishFusionProfile(
    name: $name
    version: $version
    expectedPublished: $expectedPublished
    refuseIfBroken: $refuseIfBroken
    reason: $reason
  ) {
    __typename
    ... on Problem {
      message
    }
    ... on ProfilePublished {
      profile {
        ...Profile
      }
    }
  }
}
    fragment Profile on FusionProfile {
  name
  published {
    version
  }
  versions {
    version
    weights
    status
    baseVersion
    author
    reason
    createdAt
    publishedAt
  }
}`) as unknown as TypedDocumentString<PublishProfileMutation, PublishProfileMutationVariables>;
export const RollBackProfileDocument = new TypedDocumentString(`
    mutation RollBackProfile($name: String!, $reason: String) {
  rollBackFusionProfile(name: $name, reason: $reason) {
    __typename
    ... on Problem {
      message
    }
    ...Profile
  }
}
    fragment Profile on FusionProfile {
  name
  published {
    version
  }
  versions {
    version
    weights
    status
    baseVersion
    author
    reason
    createdAt
    publishedAt
  }
}`) as unknown as TypedDocumentString<RollBackProfileMutation, RollBackProfileMutationVariables>;
export const SchedulesDocument = new TypedDocumentString(`
    query Schedules($profile: String!) {
  scheduledPublications(profile: $profile, includeFinished: true) {
    ...Schedule
  }
}
    fragment Schedule on ScheduledPublication {
  id
  profile
  version
  publishAt
  status
  refuseIfBroken
  refusal {
    problem
    brokenGoldenQueries
  }
  author
  reason
  finishedAt
}`) as unknown as TypedDocumentString<SchedulesQuery, SchedulesQueryVariables>;
export const ScheduleProfileDocument = new TypedDocumentString(`
    mutation ScheduleProfile($name: String!, $version: Int!, $publishAt: DateTime!, $refuseIfBroken: Boolean!, $reason: String) {
  scheduleFusionProfile(
    name: $name
    version: $version
    publishAt: $publishAt
    refuseIfBroken: $refuseIfBroken
    reason: $reason
  ) {
    __typename
    ... on Problem {
      message
    }
    ... on ProfileScheduled {
      schedule {
        ...Schedule
      }
    }
  }
}
    fragment Schedule on ScheduledPublication {
  id
  profile
  version
  publishAt
  status
  refuseIfBroken
  refusal {
    problem
    brokenGoldenQueries
  }
  author
  reason
  finishedAt
}`) as unknown as TypedDocumentString<ScheduleProfileMutation, ScheduleProfileMutationVariables>;
export const CancelScheduleDocument = new TypedDocumentString(`
    mutation CancelSchedule($id: ID!) {
  cancelScheduledPublication(id: $id) {
    __typename
    ... on Problem {
      message
    }
    ...Schedule
  }
}
    fragment Schedule on ScheduledPublication {
  id
  profile
  version
  publishAt
  status
  refuseIfBroken
  refusal {
    problem
    brokenGoldenQueries
  }
  author
  reason
  finishedAt
}`) as unknown as TypedDocumentString<CancelScheduleMutation, CancelScheduleMutationVariables>;
export const ApiAccessDocument = new TypedDocumentString(`
    query ApiAccess {
  apiAccess {
    role
    permissions
    keyName
  }
}
    `) as unknown as TypedDocumentString<ApiAccessQuery, ApiAccessQueryVariables>;