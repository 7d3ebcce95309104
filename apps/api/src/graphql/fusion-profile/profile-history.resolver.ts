import { type FusionProfile, type ProfileEvent, ProfileNotFoundError } from '@kindred/catalog';
import { diffWeights } from '@kindred/profile-publishing';
import { Arg, Authorized, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { Permission } from '../../auth/permissions.ts';
import { badUserInput, checkName, checkRange } from '../bad-user-input.ts';
import type { GraphqlContext } from '../context.ts';
import { ProfileNotFound, ProfileVersionNotFound } from '../problem/problem.type.ts';
import { FusionProfileDiff, FusionProfileDiffResult } from './profile-diff.type.ts';
import { FusionProfileHistoryResult, ProfileEventConnection, type ProfileEventEdge } from './profile-history.type.ts';

@Resolver()
export class ProfileHistoryResolver {
  @Authorized<Permission>('editProfiles')
  @Query(() => FusionProfileDiffResult, {
    description: 'What differs between two versions of a profile, per modality.',
  })
  async fusionProfileDiff(
    @Arg('name', () => String, { description: 'Name of the profile.' }) name: string,
    @Arg('from', () => Int, { description: 'The version before.' }) from: number,
    @Arg('to', () => Int, { description: 'The version after.' }) to: number,
    @Ctx() context: GraphqlContext,
  ): Promise<typeof FusionProfileDiffResult> {
    const profile = await findProfile(context, name);
    if (profile instanceof ProfileNotFound) return profile;
    const [before, after] = [from, to].map((version) => profile.versions.find((entry) => entry.version === version));
    if (before === undefined) return new ProfileVersionNotFound(name, from);
    if (after === undefined) return new ProfileVersionNotFound(name, to);
    return new FusionProfileDiff(name, [from, to], diffWeights(before.weights, after.weights));
  }

  @Authorized<Permission>('editProfiles')
  @Query(() => FusionProfileHistoryResult, {
    description: 'What was done to a profile, by whom and why; newest first.',
  })
  async fusionProfileHistory(
    @Arg('name', () => String, { description: 'Name of the profile.' }) name: string,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the page before.' }) after: string | null,
    @Ctx() context: GraphqlContext,
  ): Promise<typeof FusionProfileHistoryResult> {
    checkRange('first', first, [1, 200]);
    const before = typeof after === 'string' ? decodeCursor(after) : undefined;
    const profile = await findProfile(context, name);
    if (profile instanceof ProfileNotFound) return profile;
    const { events, hasMore } = await context.application.profiles.history(context.catalog, name, {
      limit: first,
      ...(before === undefined ? {} : { before }),
    });
    return new ProfileEventConnection(events.map(presentEvent), hasMore);
  }
}

async function findProfile(
  { application, catalog }: GraphqlContext,
  name: string,
): Promise<FusionProfile | ProfileNotFound> {
  checkName('name', name);
  const profile = await application.profiles.find(catalog, name);
  return profile ?? new ProfileNotFound(new ProfileNotFoundError(catalog, name).message, name);
}

function presentEvent(event: ProfileEvent): ProfileEventEdge {
  const { action, version, replacedVersion = null, author = null, reason = null, at } = event;
  const { scheduleId = null, refusal = null } = event;
  return {
    node: { action, version, replacedVersion, author, reason, at, scheduleId, refusal },
    cursor: Buffer.from(String(event.sequence)).toString('base64url'),
  };
}

/** @throws GraphQLError BAD_USER_INPUT */
function decodeCursor(cursor: string): bigint {
  const sequence = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^\d{1,18}$/.test(sequence))
    throw badUserInput('after', 'after is no cursor of fusionProfileHistory; give the endCursor of the page before.');
  return BigInt(sequence);
}
