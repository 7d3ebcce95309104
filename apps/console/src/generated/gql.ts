/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Catalog {\n    catalog {\n      name\n      currency\n      itemCount\n      modalities {\n        name\n        label\n        encoder\n      }\n      brands(first: 500) {\n        name\n        count\n      }\n      sections(first: 1000) {\n        path\n        count\n      }\n    }\n  }\n": typeof types.CatalogDocument,
    "\n  fragment ItemCard on Item {\n    id\n    title\n    brand\n    section\n    available\n    price {\n      amount\n      currency\n    }\n    images {\n      url(width: 480)\n      failure\n    }\n  }\n": typeof types.ItemCardFragmentDoc,
    "\n  query Items($filter: ItemFilterInput, $sort: ItemSortInput, $first: Int!, $after: String) {\n    items(filter: $filter, sort: $sort, first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        node {\n          ...ItemCard\n        }\n      }\n    }\n  }\n": typeof types.ItemsDocument,
    "\n  fragment GoldenQuery on GoldenQuery {\n    name\n    itemId\n    text\n    limit\n    profile\n    author\n    expectedItemIds\n    item {\n      ...ImpactItem\n    }\n    expectedItems {\n      ...ImpactItem\n    }\n  }\n": typeof types.GoldenQueryFragmentDoc,
    "\n  query GoldenQueries {\n    goldenQueries {\n      ...GoldenQuery\n    }\n  }\n": typeof types.GoldenQueriesDocument,
    "\n  query TryGoldenQueries($weights: Weights!) {\n    checkGoldenQueries(weights: $weights, allProfiles: true) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on GoldenQueryReport {\n        outcomes {\n          query {\n            name\n          }\n          draft {\n            passes\n            ranks\n            problem\n          }\n        }\n      }\n    }\n  }\n": typeof types.TryGoldenQueriesDocument,
    "\n  query GoldenCandidates($itemId: ID, $text: String, $weights: Weights!) {\n    similarItems(itemId: $itemId, text: $text, weights: $weights, first: 24) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on SimilarItemConnection {\n        edges {\n          node {\n            ...ImpactItem\n          }\n        }\n      }\n    }\n  }\n": typeof types.GoldenCandidatesDocument,
    "\n  mutation SaveGoldenQuery($query: GoldenQueryInput!) {\n    saveGoldenQuery(query: $query) {\n      __typename\n      ... on Problem {\n        message\n      }\n    }\n  }\n": typeof types.SaveGoldenQueryDocument,
    "\n  mutation DeleteGoldenQuery($name: String!) {\n    deleteGoldenQuery(name: $name) {\n      __typename\n      ... on Problem {\n        message\n      }\n    }\n  }\n": typeof types.DeleteGoldenQueryDocument,
    "\n  query ProfileHistory($name: String!, $after: String) {\n    fusionProfileHistory(name: $name, first: 20, after: $after) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on ProfileEventConnection {\n        edges {\n          cursor\n          node {\n            action\n            version\n            replacedVersion\n            author\n            reason\n            at\n            scheduleId\n            refusal {\n              problem\n              brokenGoldenQueries\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.ProfileHistoryDocument,
    "\n  query SimilarItems(\n    $itemId: ID\n    $text: String\n    $photo: PhotoInput\n    $mixture: [MixturePartInput!]\n    $weights: Weights\n    $profile: String\n    $filter: ItemFilterInput\n    $first: Int!\n  ) {\n    similarItems(\n      itemId: $itemId\n      text: $text\n      photo: $photo\n      mixture: $mixture\n      weights: $weights\n      profile: $profile\n      filter: $filter\n      first: $first\n    ) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on PhotoRejected {\n        code\n      }\n      ... on SimilarItemConnection {\n        pageInfo {\n          hasNextPage\n        }\n        weights {\n          modality\n          weight\n          effectiveWeight\n          note\n        }\n        edges {\n          score\n          contributions {\n            modality\n            weight\n            effectiveWeight\n            similarity\n            contribution\n            imputed\n            queryFrom\n          }\n          node {\n            ...ItemCard\n          }\n        }\n      }\n    }\n  }\n": typeof types.SimilarItemsDocument,
    "\n  query SourceItem($id: ID!) {\n    item(id: $id) {\n      ...ItemCard\n      description\n    }\n  }\n": typeof types.SourceItemDocument,
    "\n  fragment ImpactItem on Item {\n    id\n    title\n    images {\n      url(width: 160)\n      failure\n    }\n  }\n": typeof types.ImpactItemFragmentDoc,
    "\n  query ProfileImpact($profile: String!, $version: Int!) {\n    previewProfile(profile: $profile, version: $version, examples: 1, movedItems: 6) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on ProfilePreview {\n        live {\n          profile\n          version\n        }\n        sources\n        limit\n        changedShare\n        rankOverlap\n        newItems {\n          total\n          top {\n            sourceCount\n            item {\n              ...ImpactItem\n            }\n          }\n        }\n        lostItems {\n          total\n          top {\n            sourceCount\n            item {\n              ...ImpactItem\n            }\n          }\n        }\n        prices {\n          currency\n          live {\n            lowerQuartile\n            median\n            upperQuartile\n          }\n          draft {\n            lowerQuartile\n            median\n            upperQuartile\n          }\n        }\n        brands {\n          top {\n            brand\n            live\n            draft\n          }\n        }\n        examples {\n          source {\n            ...ImpactItem\n          }\n          live {\n            otherRank\n            item {\n              ...ImpactItem\n            }\n          }\n          draft {\n            otherRank\n            item {\n              ...ImpactItem\n            }\n          }\n        }\n      }\n    }\n    checkGoldenQueries(profile: $profile, version: $version) {\n      __typename\n      ... on GoldenQueryReport {\n        brokenCount\n        outcomes {\n          broken\n          query {\n            name\n            limit\n            expectedItems {\n              id\n              title\n            }\n          }\n          draft {\n            problem\n          }\n        }\n      }\n    }\n  }\n": typeof types.ProfileImpactDocument,
    "\n  fragment Profile on FusionProfile {\n    name\n    published {\n      version\n    }\n    versions {\n      version\n      weights\n      status\n      baseVersion\n      author\n      reason\n      createdAt\n      publishedAt\n    }\n  }\n": typeof types.ProfileFragmentDoc,
    "\n  query Profiles {\n    fusionProfiles {\n      ...Profile\n    }\n  }\n": typeof types.ProfilesDocument,
    "\n  mutation SaveProfileDraft($name: String!, $weights: Weights!, $baseVersion: Int, $reason: String) {\n    saveFusionProfileDraft(name: $name, weights: $weights, baseVersion: $baseVersion, reason: $reason) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on InvalidWeights {\n        problems {\n          field\n          problem\n        }\n      }\n      ...Profile\n    }\n  }\n": typeof types.SaveProfileDraftDocument,
    "\n  mutation PublishProfile(\n    $name: String!\n    $version: Int!\n    $expectedPublished: Int\n    $refuseIfBroken: Boolean!\n    $reason: String\n  ) {\n    publishFusionProfile(\n      name: $name\n      version: $version\n      expectedPublished: $expectedPublished\n      refuseIfBroken: $refuseIfBroken\n      reason: $reason\n    ) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on ProfilePublished {\n        profile {\n          ...Profile\n        }\n      }\n    }\n  }\n": typeof types.PublishProfileDocument,
    "\n  mutation RollBackProfile($name: String!, $reason: String) {\n    rollBackFusionProfile(name: $name, reason: $reason) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ...Profile\n    }\n  }\n": typeof types.RollBackProfileDocument,
    "\n  fragment Schedule on ScheduledPublication {\n    id\n    profile\n    version\n    publishAt\n    status\n    refuseIfBroken\n    refusal {\n      problem\n      brokenGoldenQueries\n    }\n    author\n    reason\n    finishedAt\n  }\n": typeof types.ScheduleFragmentDoc,
    "\n  query Schedules($profile: String!) {\n    scheduledPublications(profile: $profile, includeFinished: true) {\n      ...Schedule\n    }\n  }\n": typeof types.SchedulesDocument,
    "\n  mutation ScheduleProfile(\n    $name: String!\n    $version: Int!\n    $publishAt: DateTime!\n    $refuseIfBroken: Boolean!\n    $reason: String\n  ) {\n    scheduleFusionProfile(\n      name: $name\n      version: $version\n      publishAt: $publishAt\n      refuseIfBroken: $refuseIfBroken\n      reason: $reason\n    ) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on ProfileScheduled {\n        schedule {\n          ...Schedule\n        }\n      }\n    }\n  }\n": typeof types.ScheduleProfileDocument,
    "\n  mutation CancelSchedule($id: ID!) {\n    cancelScheduledPublication(id: $id) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ...Schedule\n    }\n  }\n": typeof types.CancelScheduleDocument,
    "\n  query ApiAccess {\n    apiAccess {\n      role\n      permissions\n      keyName\n    }\n  }\n": typeof types.ApiAccessDocument,
};
const documents: Documents = {
    "\n  query Catalog {\n    catalog {\n      name\n      currency\n      itemCount\n      modalities {\n        name\n        label\n        encoder\n      }\n      brands(first: 500) {\n        name\n        count\n      }\n      sections(first: 1000) {\n        path\n        count\n      }\n    }\n  }\n": types.CatalogDocument,
    "\n  fragment ItemCard on Item {\n    id\n    title\n    brand\n    section\n    available\n    price {\n      amount\n      currency\n    }\n    images {\n      url(width: 480)\n      failure\n    }\n  }\n": types.ItemCardFragmentDoc,
    "\n  query Items($filter: ItemFilterInput, $sort: ItemSortInput, $first: Int!, $after: String) {\n    items(filter: $filter, sort: $sort, first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        node {\n          ...ItemCard\n        }\n      }\n    }\n  }\n": types.ItemsDocument,
    "\n  fragment GoldenQuery on GoldenQuery {\n    name\n    itemId\n    text\n    limit\n    profile\n    author\n    expectedItemIds\n    item {\n      ...ImpactItem\n    }\n    expectedItems {\n      ...ImpactItem\n    }\n  }\n": types.GoldenQueryFragmentDoc,
    "\n  query GoldenQueries {\n    goldenQueries {\n      ...GoldenQuery\n    }\n  }\n": types.GoldenQueriesDocument,
    "\n  query TryGoldenQueries($weights: Weights!) {\n    checkGoldenQueries(weights: $weights, allProfiles: true) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on GoldenQueryReport {\n        outcomes {\n          query {\n            name\n          }\n          draft {\n            passes\n            ranks\n            problem\n          }\n        }\n      }\n    }\n  }\n": types.TryGoldenQueriesDocument,
    "\n  query GoldenCandidates($itemId: ID, $text: String, $weights: Weights!) {\n    similarItems(itemId: $itemId, text: $text, weights: $weights, first: 24) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on SimilarItemConnection {\n        edges {\n          node {\n            ...ImpactItem\n          }\n        }\n      }\n    }\n  }\n": types.GoldenCandidatesDocument,
    "\n  mutation SaveGoldenQuery($query: GoldenQueryInput!) {\n    saveGoldenQuery(query: $query) {\n      __typename\n      ... on Problem {\n        message\n      }\n    }\n  }\n": types.SaveGoldenQueryDocument,
    "\n  mutation DeleteGoldenQuery($name: String!) {\n    deleteGoldenQuery(name: $name) {\n      __typename\n      ... on Problem {\n        message\n      }\n    }\n  }\n": types.DeleteGoldenQueryDocument,
    "\n  query ProfileHistory($name: String!, $after: String) {\n    fusionProfileHistory(name: $name, first: 20, after: $after) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on ProfileEventConnection {\n        edges {\n          cursor\n          node {\n            action\n            version\n            replacedVersion\n            author\n            reason\n            at\n            scheduleId\n            refusal {\n              problem\n              brokenGoldenQueries\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.ProfileHistoryDocument,
    "\n  query SimilarItems(\n    $itemId: ID\n    $text: String\n    $photo: PhotoInput\n    $mixture: [MixturePartInput!]\n    $weights: Weights\n    $profile: String\n    $filter: ItemFilterInput\n    $first: Int!\n  ) {\n    similarItems(\n      itemId: $itemId\n      text: $text\n      photo: $photo\n      mixture: $mixture\n      weights: $weights\n      profile: $profile\n      filter: $filter\n      first: $first\n    ) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on PhotoRejected {\n        code\n      }\n      ... on SimilarItemConnection {\n        pageInfo {\n          hasNextPage\n        }\n        weights {\n          modality\n          weight\n          effectiveWeight\n          note\n        }\n        edges {\n          score\n          contributions {\n            modality\n            weight\n            effectiveWeight\n            similarity\n            contribution\n            imputed\n            queryFrom\n          }\n          node {\n            ...ItemCard\n          }\n        }\n      }\n    }\n  }\n": types.SimilarItemsDocument,
    "\n  query SourceItem($id: ID!) {\n    item(id: $id) {\n      ...ItemCard\n      description\n    }\n  }\n": types.SourceItemDocument,
    "\n  fragment ImpactItem on Item {\n    id\n    title\n    images {\n      url(width: 160)\n      failure\n    }\n  }\n": types.ImpactItemFragmentDoc,
    "\n  query ProfileImpact($profile: String!, $version: Int!) {\n    previewProfile(profile: $profile, version: $version, examples: 1, movedItems: 6) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on ProfilePreview {\n        live {\n          profile\n          version\n        }\n        sources\n        limit\n        changedShare\n        rankOverlap\n        newItems {\n          total\n          top {\n            sourceCount\n            item {\n              ...ImpactItem\n            }\n          }\n        }\n        lostItems {\n          total\n          top {\n            sourceCount\n            item {\n              ...ImpactItem\n            }\n          }\n        }\n        prices {\n          currency\n          live {\n            lowerQuartile\n            median\n            upperQuartile\n          }\n          draft {\n            lowerQuartile\n            median\n            upperQuartile\n          }\n        }\n        brands {\n          top {\n            brand\n            live\n            draft\n          }\n        }\n        examples {\n          source {\n            ...ImpactItem\n          }\n          live {\n            otherRank\n            item {\n              ...ImpactItem\n            }\n          }\n          draft {\n            otherRank\n            item {\n              ...ImpactItem\n            }\n          }\n        }\n      }\n    }\n    checkGoldenQueries(profile: $profile, version: $version) {\n      __typename\n      ... on GoldenQueryReport {\n        brokenCount\n        outcomes {\n          broken\n          query {\n            name\n            limit\n            expectedItems {\n              id\n              title\n            }\n          }\n          draft {\n            problem\n          }\n        }\n      }\n    }\n  }\n": types.ProfileImpactDocument,
    "\n  fragment Profile on FusionProfile {\n    name\n    published {\n      version\n    }\n    versions {\n      version\n      weights\n      status\n      baseVersion\n      author\n      reason\n      createdAt\n      publishedAt\n    }\n  }\n": types.ProfileFragmentDoc,
    "\n  query Profiles {\n    fusionProfiles {\n      ...Profile\n    }\n  }\n": types.ProfilesDocument,
    "\n  mutation SaveProfileDraft($name: String!, $weights: Weights!, $baseVersion: Int, $reason: String) {\n    saveFusionProfileDraft(name: $name, weights: $weights, baseVersion: $baseVersion, reason: $reason) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on InvalidWeights {\n        problems {\n          field\n          problem\n        }\n      }\n      ...Profile\n    }\n  }\n": types.SaveProfileDraftDocument,
    "\n  mutation PublishProfile(\n    $name: String!\n    $version: Int!\n    $expectedPublished: Int\n    $refuseIfBroken: Boolean!\n    $reason: String\n  ) {\n    publishFusionProfile(\n      name: $name\n      version: $version\n      expectedPublished: $expectedPublished\n      refuseIfBroken: $refuseIfBroken\n      reason: $reason\n    ) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on ProfilePublished {\n        profile {\n          ...Profile\n        }\n      }\n    }\n  }\n": types.PublishProfileDocument,
    "\n  mutation RollBackProfile($name: String!, $reason: String) {\n    rollBackFusionProfile(name: $name, reason: $reason) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ...Profile\n    }\n  }\n": types.RollBackProfileDocument,
    "\n  fragment Schedule on ScheduledPublication {\n    id\n    profile\n    version\n    publishAt\n    status\n    refuseIfBroken\n    refusal {\n      problem\n      brokenGoldenQueries\n    }\n    author\n    reason\n    finishedAt\n  }\n": types.ScheduleFragmentDoc,
    "\n  query Schedules($profile: String!) {\n    scheduledPublications(profile: $profile, includeFinished: true) {\n      ...Schedule\n    }\n  }\n": types.SchedulesDocument,
    "\n  mutation ScheduleProfile(\n    $name: String!\n    $version: Int!\n    $publishAt: DateTime!\n    $refuseIfBroken: Boolean!\n    $reason: String\n  ) {\n    scheduleFusionProfile(\n      name: $name\n      version: $version\n      publishAt: $publishAt\n      refuseIfBroken: $refuseIfBroken\n      reason: $reason\n    ) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on ProfileScheduled {\n        schedule {\n          ...Schedule\n        }\n      }\n    }\n  }\n": types.ScheduleProfileDocument,
    "\n  mutation CancelSchedule($id: ID!) {\n    cancelScheduledPublication(id: $id) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ...Schedule\n    }\n  }\n": types.CancelScheduleDocument,
    "\n  query ApiAccess {\n    apiAccess {\n      role\n      permissions\n      keyName\n    }\n  }\n": types.ApiAccessDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Catalog {\n    catalog {\n      name\n      currency\n      itemCount\n      modalities {\n        name\n        label\n        encoder\n      }\n      brands(first: 500) {\n        name\n        count\n      }\n      sections(first: 1000) {\n        path\n        count\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CatalogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ItemCard on Item {\n    id\n    title\n    brand\n    section\n    available\n    price {\n      amount\n      currency\n    }\n    images {\n      url(width: 480)\n      failure\n    }\n  }\n"): typeof import('./graphql.ts').ItemCardFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Items($filter: ItemFilterInput, $sort: ItemSortInput, $first: Int!, $after: String) {\n    items(filter: $filter, sort: $sort, first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        node {\n          ...ItemCard\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ItemsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment GoldenQuery on GoldenQuery {\n    name\n    itemId\n    text\n    limit\n    profile\n    author\n    expectedItemIds\n    item {\n      ...ImpactItem\n    }\n    expectedItems {\n      ...ImpactItem\n    }\n  }\n"): typeof import('./graphql.ts').GoldenQueryFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GoldenQueries {\n    goldenQueries {\n      ...GoldenQuery\n    }\n  }\n"): typeof import('./graphql.ts').GoldenQueriesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TryGoldenQueries($weights: Weights!) {\n    checkGoldenQueries(weights: $weights, allProfiles: true) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on GoldenQueryReport {\n        outcomes {\n          query {\n            name\n          }\n          draft {\n            passes\n            ranks\n            problem\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TryGoldenQueriesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GoldenCandidates($itemId: ID, $text: String, $weights: Weights!) {\n    similarItems(itemId: $itemId, text: $text, weights: $weights, first: 24) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on SimilarItemConnection {\n        edges {\n          node {\n            ...ImpactItem\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').GoldenCandidatesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveGoldenQuery($query: GoldenQueryInput!) {\n    saveGoldenQuery(query: $query) {\n      __typename\n      ... on Problem {\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SaveGoldenQueryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteGoldenQuery($name: String!) {\n    deleteGoldenQuery(name: $name) {\n      __typename\n      ... on Problem {\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').DeleteGoldenQueryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProfileHistory($name: String!, $after: String) {\n    fusionProfileHistory(name: $name, first: 20, after: $after) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on ProfileEventConnection {\n        edges {\n          cursor\n          node {\n            action\n            version\n            replacedVersion\n            author\n            reason\n            at\n            scheduleId\n            refusal {\n              problem\n              brokenGoldenQueries\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ProfileHistoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SimilarItems(\n    $itemId: ID\n    $text: String\n    $photo: PhotoInput\n    $mixture: [MixturePartInput!]\n    $weights: Weights\n    $profile: String\n    $filter: ItemFilterInput\n    $first: Int!\n  ) {\n    similarItems(\n      itemId: $itemId\n      text: $text\n      photo: $photo\n      mixture: $mixture\n      weights: $weights\n      profile: $profile\n      filter: $filter\n      first: $first\n    ) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on PhotoRejected {\n        code\n      }\n      ... on SimilarItemConnection {\n        pageInfo {\n          hasNextPage\n        }\n        weights {\n          modality\n          weight\n          effectiveWeight\n          note\n        }\n        edges {\n          score\n          contributions {\n            modality\n            weight\n            effectiveWeight\n            similarity\n            contribution\n            imputed\n            queryFrom\n          }\n          node {\n            ...ItemCard\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SimilarItemsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SourceItem($id: ID!) {\n    item(id: $id) {\n      ...ItemCard\n      description\n    }\n  }\n"): typeof import('./graphql.ts').SourceItemDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ImpactItem on Item {\n    id\n    title\n    images {\n      url(width: 160)\n      failure\n    }\n  }\n"): typeof import('./graphql.ts').ImpactItemFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProfileImpact($profile: String!, $version: Int!) {\n    previewProfile(profile: $profile, version: $version, examples: 1, movedItems: 6) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on ProfilePreview {\n        live {\n          profile\n          version\n        }\n        sources\n        limit\n        changedShare\n        rankOverlap\n        newItems {\n          total\n          top {\n            sourceCount\n            item {\n              ...ImpactItem\n            }\n          }\n        }\n        lostItems {\n          total\n          top {\n            sourceCount\n            item {\n              ...ImpactItem\n            }\n          }\n        }\n        prices {\n          currency\n          live {\n            lowerQuartile\n            median\n            upperQuartile\n          }\n          draft {\n            lowerQuartile\n            median\n            upperQuartile\n          }\n        }\n        brands {\n          top {\n            brand\n            live\n            draft\n          }\n        }\n        examples {\n          source {\n            ...ImpactItem\n          }\n          live {\n            otherRank\n            item {\n              ...ImpactItem\n            }\n          }\n          draft {\n            otherRank\n            item {\n              ...ImpactItem\n            }\n          }\n        }\n      }\n    }\n    checkGoldenQueries(profile: $profile, version: $version) {\n      __typename\n      ... on GoldenQueryReport {\n        brokenCount\n        outcomes {\n          broken\n          query {\n            name\n            limit\n            expectedItems {\n              id\n              title\n            }\n          }\n          draft {\n            problem\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ProfileImpactDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Profile on FusionProfile {\n    name\n    published {\n      version\n    }\n    versions {\n      version\n      weights\n      status\n      baseVersion\n      author\n      reason\n      createdAt\n      publishedAt\n    }\n  }\n"): typeof import('./graphql.ts').ProfileFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Profiles {\n    fusionProfiles {\n      ...Profile\n    }\n  }\n"): typeof import('./graphql.ts').ProfilesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveProfileDraft($name: String!, $weights: Weights!, $baseVersion: Int, $reason: String) {\n    saveFusionProfileDraft(name: $name, weights: $weights, baseVersion: $baseVersion, reason: $reason) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on InvalidWeights {\n        problems {\n          field\n          problem\n        }\n      }\n      ...Profile\n    }\n  }\n"): typeof import('./graphql.ts').SaveProfileDraftDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PublishProfile(\n    $name: String!\n    $version: Int!\n    $expectedPublished: Int\n    $refuseIfBroken: Boolean!\n    $reason: String\n  ) {\n    publishFusionProfile(\n      name: $name\n      version: $version\n      expectedPublished: $expectedPublished\n      refuseIfBroken: $refuseIfBroken\n      reason: $reason\n    ) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on ProfilePublished {\n        profile {\n          ...Profile\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').PublishProfileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RollBackProfile($name: String!, $reason: String) {\n    rollBackFusionProfile(name: $name, reason: $reason) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ...Profile\n    }\n  }\n"): typeof import('./graphql.ts').RollBackProfileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Schedule on ScheduledPublication {\n    id\n    profile\n    version\n    publishAt\n    status\n    refuseIfBroken\n    refusal {\n      problem\n      brokenGoldenQueries\n    }\n    author\n    reason\n    finishedAt\n  }\n"): typeof import('./graphql.ts').ScheduleFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Schedules($profile: String!) {\n    scheduledPublications(profile: $profile, includeFinished: true) {\n      ...Schedule\n    }\n  }\n"): typeof import('./graphql.ts').SchedulesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ScheduleProfile(\n    $name: String!\n    $version: Int!\n    $publishAt: DateTime!\n    $refuseIfBroken: Boolean!\n    $reason: String\n  ) {\n    scheduleFusionProfile(\n      name: $name\n      version: $version\n      publishAt: $publishAt\n      refuseIfBroken: $refuseIfBroken\n      reason: $reason\n    ) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ... on ProfileScheduled {\n        schedule {\n          ...Schedule\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ScheduleProfileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelSchedule($id: ID!) {\n    cancelScheduledPublication(id: $id) {\n      __typename\n      ... on Problem {\n        message\n      }\n      ...Schedule\n    }\n  }\n"): typeof import('./graphql.ts').CancelScheduleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApiAccess {\n    apiAccess {\n      role\n      permissions\n      keyName\n    }\n  }\n"): typeof import('./graphql.ts').ApiAccessDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
