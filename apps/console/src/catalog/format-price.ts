const formats = new Map<string, Intl.NumberFormat>();

/** An amount in its currency, in the reader's language; whole amounts without decimals. */
export function formatPrice(price: { readonly amount: number; readonly currency: string } | null): string {
  if (price === null) return 'No price';
  const fractions = Number.isInteger(price.amount) ? 0 : 2;
  const key = `${price.currency}:${fractions}`;
  const format = formats.get(key) ?? buildFormat(price.currency, fractions);
  formats.set(key, format);
  return format.format(price.amount);
}

function buildFormat(currency: string, fractions: number): Intl.NumberFormat {
  const digits = { minimumFractionDigits: fractions, maximumFractionDigits: fractions };
  try {
    return new Intl.NumberFormat(undefined, { style: 'currency', currency, ...digits });
  } catch {
    return new Intl.NumberFormat(undefined, digits);
  }
}
