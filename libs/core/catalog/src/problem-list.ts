import type { InputProblem } from './errors.ts';

/** Collects what is wrong with an input, so that a caller sees all of it at once. */
export class ProblemList {
  readonly problems: InputProblem[] = [];

  add(field: string, problem: string): void {
    this.problems.push({ field, problem });
  }

  /** A string of 1 to `maxLength` UTF-16 units that is not blank and can be stored. Says whether it is one. */
  checkText(field: string, value: unknown, maxLength: number): value is string {
    const problem = textProblem(value, maxLength);
    if (problem !== undefined) this.add(field, problem);
    return problem === undefined;
  }

  checkFinite(field: string, value: unknown): value is number {
    if (typeof value === 'number' && Number.isFinite(value)) return true;
    this.add(field, `must be a finite number, it is ${show(value)}`);
    return false;
  }

  checkDate(field: string, value: unknown): value is Date {
    if (value instanceof Date && !Number.isNaN(value.getTime())) return true;
    this.add(field, 'must be a valid date');
    return false;
  }
}

/** The value in a message: short, and never an object's inside. */
export function show(value: unknown): string {
  if (typeof value === 'string') return `'${value.slice(0, 40)}'`;
  if (value === null || value === undefined || typeof value === 'number') return String(value);
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

function textProblem(value: unknown, maxLength: number): string | undefined {
  if (typeof value !== 'string') return `must be a text, it is ${show(value)}`;
  if (value.trim() === '') return 'is blank';
  if (value.length > maxLength)
    return `has ${String(value.length)} characters, at most ${String(maxLength)} are allowed`;
  // PostgreSQL can store neither.
  if (value.includes('\0')) return 'contains the character U+0000';
  if (/\p{Surrogate}/u.test(value)) return 'contains half of a surrogate pair';
  return undefined;
}
