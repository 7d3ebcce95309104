import { InvalidItemError, type InputProblem, type Item } from '@kindred/catalog';
import { UnstorableTextError } from './errors.ts';

/** PostgreSQL stores neither U+0000 nor half of a surrogate pair: no row can have such a text. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** For messages about bad input, which may quote it: what can't be stored becomes U+FFFD. */
export function toStorable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}

/** @param field what the text is, for the message. @throws UnstorableTextError */
export function requireStorable(field: string, text: string | undefined): void {
  if (text !== undefined && !isStorable(text)) throw new UnstorableTextError(field);
}

/** @throws InvalidItemError naming the fields */
export function requireStorableItem(item: Item): void {
  const problems: InputProblem[] = [];
  collectProblems('', item, problems);
  if (problems.length > 0) throw new InvalidItemError(toStorable(item.id), problems);
}

function collectProblems(field: string, value: unknown, problems: InputProblem[]): void {
  if (typeof value === 'string') {
    if (!isStorable(value))
      problems.push({ field, problem: 'contains the character U+0000 or half of a surrogate pair' });
  } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const [key, part] of Object.entries(value)) {
      if (!isStorable(key))
        problems.push({ field, problem: 'has a name with the character U+0000 or half of a surrogate pair' });
      const name = Array.isArray(value) ? `${field}[${key}]` : field === '' ? key : `${field}.${key}`;
      collectProblems(name, part, problems);
    }
  }
}
