import { graphql } from '../generated/index.ts';

export const ProfileFragment = graphql(`
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
`);

export const ProfilesQuery = graphql(`
  query Profiles {
    fusionProfiles {
      ...Profile
    }
  }
`);

export const SaveProfileDraftMutation = graphql(`
  mutation SaveProfileDraft($name: String!, $weights: Weights!, $baseVersion: Int, $reason: String) {
    saveFusionProfileDraft(name: $name, weights: $weights, baseVersion: $baseVersion, reason: $reason) {
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
`);

export const PublishProfileMutation = graphql(`
  mutation PublishProfile(
    $name: String!
    $version: Int!
    $expectedPublished: Int
    $refuseIfBroken: Boolean!
    $reason: String
  ) {
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
`);

export const RollBackProfileMutation = graphql(`
  mutation RollBackProfile($name: String!, $reason: String) {
    rollBackFusionProfile(name: $name, reason: $reason) {
      __typename
      ... on Problem {
        message
      }
      ...Profile
    }
  }
`);
