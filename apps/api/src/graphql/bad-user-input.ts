import { GraphQLError } from 'graphql';

/** What a caller gave is wrong; `where` is the argument, `message` says what and what to do. */
export function badUserInput(where: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', argument: where } });
}

/** @throws GraphQLError BAD_USER_INPUT unless `low` ≤ `value` ≤ `high` */
export function checkRange(where: string, value: number, [low, high]: readonly [number, number]): void {
  if (!(value >= low && value <= high)) {
    throw badUserInput(where, `${where} is ${value}; it must be from ${low} to ${high}.`);
  }
}

/** @throws GraphQLError BAD_USER_INPUT unless 1 ≤ count ≤ `most` */
export function checkCount(where: string, count: number, most: number): void {
  if (count > most)
    throw badUserInput(
      where,
      `${where} has ${count} entries; at most ${most} are allowed. Send them in several calls.`,
    );
  if (count === 0) throw badUserInput(where, `${where} is empty; give at least one entry.`);
}

/** Longest id, name or word that anything in Kindred may have. */
const MAX_NAME_LENGTH = 200;

/** @throws GraphQLError BAD_USER_INPUT for what can't be the name of anything: blank, too long, or not storable */
export function checkName(where: string, name: string): void {
  const problem = nameProblem(name, MAX_NAME_LENGTH);
  if (problem !== undefined) throw badUserInput(where, `${where} ${problem}.`);
}

/** @throws GraphQLError BAD_USER_INPUT */
export function checkText(where: string, text: string, maxLength: number): void {
  const problem = nameProblem(text, maxLength);
  if (problem !== undefined) throw badUserInput(where, `${where} ${problem}.`);
}

function nameProblem(name: string, maxLength: number): string | undefined {
  if (name.trim() === '') return 'is blank; give at least one character that is not white space';
  if (name.length > maxLength) return `has ${name.length} characters; at most ${maxLength} are allowed`;
  if (name.includes('\0')) return 'contains the character U+0000, which can not be stored; leave it out';
  return /\p{Surrogate}/u.test(name) ? 'contains half of a surrogate pair; send valid Unicode' : undefined;
}
