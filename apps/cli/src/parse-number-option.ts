import { InvalidArgumentError } from 'commander';

/** A parser of commander's options for whole numbers from `low` to `high`. */
export function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : NaN;
    if (!(number >= low && number <= high))
      throw new InvalidArgumentError(`It must be a whole number from ${String(low)} to ${String(high)}.`);
    return number;
  };
}

/** A parser of commander's options for different whole numbers from `low` to `high`, with commas. */
export function wholeNumbers(low: number, high: number): (text: string) => number[] {
  const parse = wholeNumber(low, high);
  return (text) => [...new Set(text.split(',').map((part) => parse(part.trim())))];
}

/** Collects `--map column=field` options. */
export function columnMapping(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.lastIndexOf('=');
  const [column, field] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (at < 1 || column === '' || field === '')
    throw new InvalidArgumentError('It must be column=field. Example: --map "Product name=title"');
  return { ...before, [column]: field };
}
