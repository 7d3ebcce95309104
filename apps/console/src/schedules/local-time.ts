/** What `<input type="datetime-local">` holds, read in the reader's time zone; null as long as it is no time. */
export function readLocalTime(value: string): Date | null {
  if (!/^\d{4,6}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(value)) return null;
  const instant = new Date(value);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/** An instant as such an input wants it, to the minute. */
export function toLocalTime(instant: Date): string {
  const pad = (part: number): string => String(part).padStart(2, '0');
  const date = `${instant.getFullYear()}-${pad(instant.getMonth() + 1)}-${pad(instant.getDate())}`;
  return `${date}T${pad(instant.getHours())}:${pad(instant.getMinutes())}`;
}

/** The reader's time zone by name, `Europe/Berlin`. */
export function localTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** With weekday and offset: an hour that a change of clocks skips or repeats shows what it was taken for. */
export function describeLocalTime(instant: Date): string {
  const format = new Intl.DateTimeFormat(undefined, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return format.format(instant);
}
