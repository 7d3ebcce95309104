import { type IdentifiedInteraction, InvalidInteractionError, validateInteraction } from '@kindred/catalog';
import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Permission } from '../../auth/permissions.ts';
import { checkCount } from '../bad-user-input.ts';
import { findCatalog } from '../catalog/find-catalog.ts';
import type { GraphqlContext } from '../context.ts';
import { InteractionInput, InteractionRejected, RecordInteractionsPayload } from './interactions.input.ts';

const MAX_INTERACTIONS = 1000;

@Resolver()
export class InteractionsResolver {
  @Authorized<Permission>('recordInteractions')
  @Mutation(() => RecordInteractionsPayload, {
    description: 'Records up to 1,000 events of shoppers; recording one twice does no harm.',
  })
  async recordInteractions(
    @Arg('interactions', () => [InteractionInput], { description: 'The events; 1 to 1,000.' })
    inputs: InteractionInput[],
    @Ctx() { application, catalog }: GraphqlContext,
  ): Promise<RecordInteractionsPayload> {
    checkCount('interactions', inputs.length, MAX_INTERACTIONS);
    await findCatalog(application, catalog);
    const valid: IdentifiedInteraction[] = [];
    const rejected: InteractionRejected[] = [];
    for (const [index, input] of inputs.entries()) {
      try {
        valid.push(toInteraction(input, application.clock()));
      } catch (error) {
        if (!(error instanceof InvalidInteractionError)) throw error;
        rejected.push({ index, problems: error.problems });
      }
    }
    const { recorded } = valid.length === 0 ? { recorded: 0 } : await application.interactions.record(catalog, valid);
    return { recorded, alreadyRecorded: valid.length - recorded, rejected };
  }
}

/** @throws InvalidInteractionError */
function toInteraction(input: InteractionInput, now: Date): IdentifiedInteraction {
  const { id, userId, itemId, type, value, occurredAt, recommendationId } = input;
  return validateInteraction(
    {
      userId,
      itemId,
      type,
      occurredAt: occurredAt ?? now,
      ...(typeof id === 'string' ? { id } : {}),
      ...(typeof value === 'number' ? { value } : {}),
      ...(typeof recommendationId === 'string' ? { recommendationId } : {}),
    },
    { now },
  );
}
