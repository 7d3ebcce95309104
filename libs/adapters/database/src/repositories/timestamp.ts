/** The earliest year that a `timestamptz` holds is 4713 BC, which is -4712 to JavaScript. */
const EARLIEST_MS = Date.UTC(-4712, 0, 1);

/** The date in PostgreSQL's notation, with milliseconds, in UTC; years before 1 as "BC". */
export function toTimestamp(date: Date): string {
  const year = date.getUTCFullYear();
  const [, monthToTime = ''] = /^[+-]?\d+(-\d\d-\d\dT.*)Z$/.exec(date.toISOString()) ?? [];
  const shownYear = String(year > 0 ? year : 1 - year).padStart(4, '0');
  return `${shownYear}${monthToTime}+00${year > 0 ? '' : ' BC'}`;
}

/** For comparisons: what is earlier than anything stored becomes "-infinity". */
export function toTimestampBound(date: Date): string {
  return date.getTime() < EARLIEST_MS ? '-infinity' : toTimestamp(date);
}
