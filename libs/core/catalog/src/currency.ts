const KNOWN = new Set(Intl.supportedValuesOf('currency'));

/** Whether it is an ISO 4217 code in upper case, such as "EUR". */
export function isCurrencyCode(code: unknown): code is string {
  return typeof code === 'string' && KNOWN.has(code);
}
