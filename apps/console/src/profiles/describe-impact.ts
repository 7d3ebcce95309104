/** What the draft is compared with, as the end of a sentence. */
export function describeLive(
  profile: string,
  live: { readonly profile: string | null; readonly version: number | null },
): string {
  if (live.profile === null) return 'equal weights, since nothing is published';
  if (live.profile === profile) return `version ${live.version}, which is live`;
  return `“${live.profile}”, since nothing of this profile is published`;
}

/** Whole percents, but never 0 % for something nor 100 % for less than all. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.01) return 'under 1 %';
  if (share < 1 && share > 0.99) return 'over 99 %';
  return `${Math.round(share * 100)} %`;
}

/** `+6`, `−6` or `±0`: percent points. */
export function formatPoints(change: number): string {
  const points = Math.round(change * 100);
  if (points === 0) return '±0';
  return points > 0 ? `+${points}` : `−${-points}`;
}

/** How much alike the order is, for those who never heard of rank-biased overlap. */
export function describeOverlap(overlap: number): string {
  if (overlap > 0.995) return 'same order';
  if (overlap >= 0.8) return 'much the same order';
  if (overlap >= 0.5) return 'a different order';
  return overlap >= 0.2 ? 'a very different order' : 'hardly anything in common';
}
