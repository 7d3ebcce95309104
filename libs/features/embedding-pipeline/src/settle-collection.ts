import type { CollectionFiller } from './collection-filler.ts';
import { PointMismatchError } from './errors.ts';

const MAX_ATTEMPTS = 5;

/** What others write between the filling and the check looks like a wrong point; then it is written and checked again. */
export async function settleUntil(filler: CollectionFiller, check: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await check();
      return;
    } catch (error) {
      if (!(error instanceof PointMismatchError) || attempt === MAX_ATTEMPTS || (await filler.settle()) === 0)
        throw error;
    }
  }
}

/** Counts differ for a moment while items come and go; then what changed is written and they are compared again. */
export async function settleFully(filler: CollectionFiller): Promise<{ items: number; points: number }> {
  let counts = { items: 0, points: -1 };
  for (let attempt = 0; attempt < MAX_ATTEMPTS && counts.items !== counts.points; attempt++) {
    await filler.settle();
    counts = await filler.compareCounts();
  }
  return counts;
}
