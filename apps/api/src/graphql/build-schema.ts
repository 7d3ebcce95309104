import 'reflect-metadata';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { authChecker } from '../auth/auth-checker.ts';
import { ApiAccessResolver } from './api-access/api-access.resolver.ts';
import { CatalogResolver } from './catalog/catalog.resolver.ts';
import { DuplicatesResolver } from './duplicates/duplicates.resolver.ts';
import { FusedEmbeddingResolver } from './fused-embedding/fused-embedding.resolver.ts';
import { FusionProfileResolver } from './fusion-profile/fusion-profile.resolver.ts';
import { ProfileHistoryResolver } from './fusion-profile/profile-history.resolver.ts';
import { ProfileScheduleResolver } from './fusion-profile/profile-schedule.resolver.ts';
import { GoldenQueryResolver } from './golden-query/golden-query.resolver.ts';
import { InteractionsResolver } from './interactions/interactions.resolver.ts';
import { ItemImageResolver } from './item/item-image.resolver.ts';
import { ItemMutationsResolver } from './item/item-mutations.resolver.ts';
import { ItemResolver } from './item/item.resolver.ts';
import { ProfilePreviewResolver } from './profile-preview/profile-preview.resolver.ts';
import { RecommendationsResolver } from './recommendations/recommendations.resolver.ts';
import { SimilarItemsResolver } from './similar-items/similar-items.resolver.ts';

/** Inputs are checked where they are understood, so class-validator stays off; so do global middlewares, which cost each field. */
export function buildKindredSchema(): GraphQLSchema {
  return buildSchemaSync({
    resolvers: [
      ApiAccessResolver,
      CatalogResolver,
      ItemResolver,
      ItemImageResolver,
      SimilarItemsResolver,
      RecommendationsResolver,
      DuplicatesResolver,
      FusedEmbeddingResolver,
      FusionProfileResolver,
      ProfileHistoryResolver,
      ProfileScheduleResolver,
      ProfilePreviewResolver,
      GoldenQueryResolver,
      ItemMutationsResolver,
      InteractionsResolver,
    ],
    authChecker,
    validate: false,
    disableInferringDefaultValues: true,
  });
}

/** What is committed as `schema.graphql`. */
export function printKindredSchema(schema: GraphQLSchema): string {
  return `# Written by the test of apps/api/src/graphql/build-schema.ts; change the types, then run it with -u.\n\n${printSchema(lexicographicSortSchema(schema))}\n`;
}
