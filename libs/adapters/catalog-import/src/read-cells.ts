import type { Money } from '@kindred/catalog';

/** A cell can't be read; the message is the end of a sentence that begins with the field. */
export class CellError extends Error {
  override readonly name: string = 'CellError';
}

const SYMBOLS: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY' };

/**
 * `12`, `12.50`, `1,299.00`, `1.299,00`, `12,50`, `€ 12`, `12.50 EUR`, `-3`. One comma before exactly three digits
 * separates thousands, before one or two digits it is the decimal sign; one point is always the decimal sign. A currency in the cell beats
 * `currency`. @throws CellError
 */
export function readPrice(text: string, currency: string): Money {
  const match = /^(?<before>[A-Z]{3}|[$€£¥])?\s*(?<digits>[-+]?[\d.,' \u00a0]*\d)\s*(?<after>[A-Z]{3}|[$€£¥])?$/i.exec(
    text.trim(),
  );
  const amount = match?.groups?.['digits'] === undefined ? Number.NaN : readAmount(match.groups['digits']);
  if (!Number.isFinite(amount)) throw new CellError(`'${shorten(text)}' is not an amount such as 12.50`);
  const written = match?.groups?.['before'] ?? match?.groups?.['after'];
  return { amount, currency: written === undefined ? currency : (SYMBOLS[written] ?? written.toUpperCase()) };
}

/** @throws CellError */
export function readNumber(text: string): number {
  const value = readAmount(text.trim());
  if (!Number.isFinite(value)) throw new CellError(`'${shorten(text)}' is not a number`);
  return value;
}

/** Not a number where the text isn't one in any of the forms above. */
function readAmount(text: string): number {
  const digits = text.replaceAll(/[' \u00a0]/g, '');
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(digits)) return Number(digits);
  if (/^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits)) return Number(digits.replaceAll(',', ''));
  if (/^[-+]?\d{1,3}(\.\d{3})+,\d+$/.test(digits)) return Number(digits.replaceAll('.', '').replace(',', '.'));
  if (/^[-+]?\d+,\d{1,2}$/.test(digits)) return Number(digits.replace(',', '.'));
  return Number.NaN;
}

const YES = new Set(['true', 't', 'yes', 'y', 'available', 'instock', 'in stock', 'in_stock', 'preorder', 'backorder']);
const NO = new Set([
  'false',
  'f',
  'no',
  'n',
  'unavailable',
  'outofstock',
  'out of stock',
  'out_of_stock',
  'soldout',
  'sold out',
]);

/** Yes or no in the words of shops, or a stock: more than 0 is available. schema.org URLs count too. @throws CellError */
export function readAvailable(text: string): boolean {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/schema\.org\//, '');
  if (YES.has(word)) return true;
  if (NO.has(word)) return false;
  if (/^-?\d+(\.\d+)?$/.test(word)) return Number(word) > 0;
  throw new CellError(`'${shorten(text)}' is neither yes nor no nor a stock`);
}

/** ISO 8601 (a day, or a time; UTC where no zone is named), or seconds or milliseconds since 1970. @throws CellError */
export function readDate(text: string): Date {
  const trimmed = text.trim();
  if (/^\d{9,11}(\.\d+)?$/.test(trimmed)) return new Date(Number(trimmed) * 1000);
  if (/^\d{12,14}$/.test(trimmed)) return new Date(Number(trimmed));
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[-+]\d{2}(?::?\d{2})?)?)?$/i.exec(
    trimmed,
  );
  const zone = match?.[3]?.replace(
    /^([-+]\d{2}):?(\d{2})?$/,
    (_, hours: string, minutes = '00') => `${hours}:${String(minutes)}`,
  );
  const date = match ? new Date(`${match[1] ?? ''}T${match[2] ?? '00:00'}${zone ?? 'Z'}`) : new Date(Number.NaN);
  // Date takes 31 February for 3 March.
  if (
    Number.isNaN(date.getTime()) ||
    (match && new Date(`${match[1] ?? ''}T00:00Z`).toISOString().slice(0, 10) !== match[1])
  )
    throw new CellError(`'${shorten(text)}' is not a date such as 2026-03-31 or 2026-03-31T12:00:00Z`);
  return date;
}

export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
