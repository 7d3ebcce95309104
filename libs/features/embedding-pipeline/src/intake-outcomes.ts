import type { Item } from '@kindred/catalog';
import type { EncodedBatch } from './block-encoder.ts';
import type { IntakeOutcome } from './item-draft.ts';
import type { ItemSource } from './stored-sources.ts';

interface WrittenBatch {
  readonly drafts: EncodedBatch['drafts'];
  readonly stored: ReadonlyMap<string, ItemSource>;
  /** Ids of the items that were written. */
  readonly changed: ReadonlySet<string>;
  /** About the write as a whole. */
  readonly warning: string | undefined;
}

/** One per input, in the order of the inputs. */
export function outcomesOf(batch: EncodedBatch, written: WrittenBatch): IntakeOutcome[] {
  const outcomes: (IntakeOutcome | undefined)[] = [...batch.rejected];
  for (const { item, position } of written.drafts) {
    const changed = written.changed.has(item.id);
    const unread = [...failuresOf('Photo', item.images), ...failuresOf('Clip', item.audio)];
    const warnings = changed && written.warning !== undefined ? [...unread, written.warning] : unread;
    const stored = changed ? item : (written.stored.get(item.id)?.item ?? item);
    outcomes[position] = { status: 'upserted', item: stored, changed, warnings };
  }
  // Later inputs first, so that a chain of three leads to the last one.
  for (const [position, by] of [...batch.superseded].reverse()) {
    const last = outcomes[by];
    if (last?.status !== 'upserted') outcomes[position] = last;
    else outcomes[position] = { ...last, warnings: [...last.warnings, supersededWarning(by)] };
  }
  return outcomes.flatMap((outcome) => outcome ?? []);
}

/** Warns of what happened after the write, where there was one. */
export function withWarning(outcome: IntakeOutcome, warning: string): IntakeOutcome {
  if (outcome.status === 'rejected' || !outcome.changed) return outcome;
  return { ...outcome, warnings: [...outcome.warnings, warning] };
}

function failuresOf(what: 'Photo' | 'Clip', media: Item['images'] | Item['audio']): string[] {
  return media.flatMap(({ url, failure }) => {
    if (failure === undefined) return [];
    return [`${what} ${url.length > 200 ? `${url.slice(0, 100)}…` : url} has no embedding: ${failure}`];
  });
}

function supersededWarning(by: number): string {
  return `The same id was given again as input ${String(by + 1)} of this call; that one was kept.`;
}
