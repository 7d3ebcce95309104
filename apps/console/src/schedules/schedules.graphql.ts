import { graphql } from '../generated/index.ts';

export const ScheduleFragment = graphql(`
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
`);

export const SchedulesQuery = graphql(`
  query Schedules($profile: String!) {
    scheduledPublications(profile: $profile, includeFinished: true) {
      ...Schedule
    }
  }
`);

export const ScheduleProfileMutation = graphql(`
  mutation ScheduleProfile(
    $name: String!
    $version: Int!
    $publishAt: DateTime!
    $refuseIfBroken: Boolean!
    $reason: String
  ) {
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
`);

export const CancelScheduleMutation = graphql(`
  mutation CancelSchedule($id: ID!) {
    cancelScheduledPublication(id: $id) {
      __typename
      ... on Problem {
        message
      }
      ...Schedule
    }
  }
`);
