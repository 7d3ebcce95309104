import type { GoldenQueryOutcome } from './golden-query-outcome.ts';

/** A profile could not be compared or published; `code` says what a caller can act upon. */
export abstract class ProfilePublishingError extends Error {
  abstract readonly code: string;
}

/** A ranking names an item twice, or a persistence is not between 0 and 1. */
export class InvalidRankingError extends ProfilePublishingError {
  readonly code = 'INVALID_RANKING';
  constructor(problem: string) {
    super(`The rankings can't be compared: ${problem}.`);
    this.name = 'InvalidRankingError';
  }
}

/** Nothing was published: golden queries that pass with what is live would fail, and the caller asked to refuse then. */
export class GoldenQueriesBrokenError extends ProfilePublishingError {
  readonly code = 'GOLDEN_QUERIES_BROKEN';
  readonly broken: readonly GoldenQueryOutcome[];
  constructor(profile: string, version: number, broken: readonly GoldenQueryOutcome[]) {
    const names = broken.slice(0, 5).map(({ query }) => `'${query.name}'`);
    if (broken.length > names.length) names.push(`${String(broken.length - names.length)} more`);
    super(
      `Version ${String(version)} of fusion profile '${profile}' would break the golden ${broken.length === 1 ? 'query' : 'queries'} ${names.join(', ')}. Change its weights, change the golden queries, or publish without refusing.`,
    );
    this.name = 'GoldenQueriesBrokenError';
    this.broken = broken;
  }
}

/** A golden query can't be judged as things are: what it finds now is not what shoppers find otherwise. It can be tried again. */
export class GoldenQueryUntestableError extends ProfilePublishingError {
  readonly code = 'GOLDEN_QUERY_UNTESTABLE';
  constructor(name: string, why: string) {
    super(`The golden query '${name}' can't be judged now. ${why}`);
    this.name = 'GoldenQueryUntestableError';
  }
}
