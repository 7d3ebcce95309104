import { InvalidItemError, validateItemInput, type ItemInput } from '@kindred/catalog';
import type { ItemDraft, PreparedBatch } from './item-draft.ts';

/**
 * Checks every input by itself. Of several inputs with one id the last wins, as if they had been given one after the
 * other; the earlier ones are listed in `superseded` and not worked on.
 */
export function validateInputs(
  inputs: readonly ItemInput[],
  now: Date,
): Pick<PreparedBatch, 'rejected' | 'superseded' | 'drafts'> {
  const rejected = new Array<PreparedBatch['rejected'][number]>(inputs.length).fill(undefined);
  const superseded = new Map<number, number>();
  const drafts = new Map<string, ItemDraft>();
  for (const [position, input] of inputs.entries()) {
    try {
      const item = validateItemInput(input, { now });
      const earlier = drafts.get(item.id);
      if (earlier !== undefined) superseded.set(earlier.position, position);
      drafts.set(item.id, { item, position, namesCreatedAt: input.createdAt !== undefined });
    } catch (error) {
      if (!(error instanceof InvalidItemError)) throw error;
      rejected[position] = { status: 'rejected', itemId: error.itemId, problems: error.problems };
    }
  }
  return { rejected, superseded, drafts: [...drafts.values()] };
}
