import { createHash } from 'node:crypto';
import { InvalidInteractionError } from './errors.ts';
import { INTERACTION_TYPES, type Interaction } from './interaction.ts';
import { ProblemList, show } from './problem-list.ts';

/** Clocks of shops run ahead of ours by some minutes, not by days. */
const MAX_AHEAD_MS = 24 * 60 * 60 * 1000;

/** An interaction that was checked and has an id. */
export type IdentifiedInteraction = Interaction & { readonly id: string };

/**
 * Checks everything, reports all problems together, and gives an id made from the content where there is none: the same
 * event sent twice counts once. @throws InvalidInteractionError
 */
export function validateInteraction(interaction: Interaction, { now }: { now: Date }): IdentifiedInteraction {
  const problems = new ProblemList();
  if (interaction.id !== undefined) problems.checkText('id', interaction.id, 200);
  problems.checkText('userId', interaction.userId, 200);
  problems.checkText('itemId', interaction.itemId, 200);
  if (!INTERACTION_TYPES.includes(interaction.type))
    problems.add('type', `must be one of ${INTERACTION_TYPES.join(', ')}, it is ${show(interaction.type)}`);
  checkValue(problems, interaction);
  if (
    problems.checkDate('occurredAt', interaction.occurredAt) &&
    interaction.occurredAt.getTime() > now.getTime() + MAX_AHEAD_MS
  )
    problems.add('occurredAt', `is more than a day in the future: ${interaction.occurredAt.toISOString()}`);
  if (interaction.recommendationId !== undefined)
    problems.checkText('recommendationId', interaction.recommendationId, 200);
  if (problems.problems.length > 0) throw new InvalidInteractionError(problems.problems);
  return { ...interaction, id: interaction.id ?? contentId(interaction) };
}

function checkValue(problems: ProblemList, { type, value }: Interaction): void {
  if (type === 'rating') {
    if (!(typeof value === 'number' && value >= 1 && value <= 5))
      problems.add('value', `of a rating must be from 1 to 5, it is ${show(value)}`);
  } else if (value !== undefined) problems.add('value', `belongs to ratings only, the type is ${show(type)}`);
}

/** First 32 hex digits of the SHA-256 of user, item, type, value and time. */
function contentId({ userId, itemId, type, value, occurredAt }: Interaction): string {
  const content = JSON.stringify([userId, itemId, type, value ?? null, occurredAt.getTime()]);
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}
