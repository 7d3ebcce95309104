import { newestVersion, publishedVersion, type FusionProfile } from './fusion-profile.ts';
import type { ProfileScheduleStatus } from './profile-schedule.ts';

/** Something about a catalog, its items or profiles went wrong; `code` says what a caller can act upon. */
export abstract class CatalogError extends Error {
  abstract readonly code: string;
}

/** One thing that is wrong with what a caller gave. */
export interface InputProblem {
  /** Where: `title`, `price.amount`, `section[2]`, `and[1].min`. */
  readonly field: string;
  /** What, as the end of a sentence that begins with the field. */
  readonly problem: string;
}

export class CatalogNotFoundError extends CatalogError {
  readonly code = 'CATALOG_NOT_FOUND';
  readonly catalog: string;
  constructor(catalog: string) {
    super(`There is no catalog '${catalog}'. Import items into it, or check the name.`);
    this.name = 'CatalogNotFoundError';
    this.catalog = catalog;
  }
}

export class ItemNotFoundError extends CatalogError {
  readonly code = 'ITEM_NOT_FOUND';
  readonly catalog: string;
  readonly itemIds: readonly string[];
  constructor(catalog: string, itemIds: readonly string[]) {
    const named = itemIds.slice(0, 5).map((id) => `'${id}'`);
    if (itemIds.length > named.length) named.push(`${String(itemIds.length - named.length)} more`);
    super(`Catalog '${catalog}' has no item ${named.join(', ')}. Check the id, or import the item first.`);
    this.name = 'ItemNotFoundError';
    this.catalog = catalog;
    this.itemIds = itemIds;
  }
}

export class InvalidItemError extends CatalogError {
  readonly code = 'INVALID_ITEM';
  /** As given; it may itself be what is wrong. */
  readonly itemId: string;
  readonly problems: readonly InputProblem[];
  constructor(itemId: string, problems: readonly InputProblem[]) {
    super(`Item '${itemId.slice(0, 200)}' is invalid: ${sentence(problems)}.`);
    this.name = 'InvalidItemError';
    this.itemId = itemId;
    this.problems = problems;
  }
}

export class InvalidProfileNameError extends CatalogError {
  readonly code = 'INVALID_PROFILE_NAME';
  /** As given. */
  readonly profileName: string;
  constructor(profileName: string) {
    super(
      `A fusion profile can't be called '${profileName.slice(0, 100)}'. Names have 1 to 100 letters, digits, spaces, dots, dashes and ` +
        'underscores, at least one letter or digit, and no space at either end.',
    );
    this.name = 'InvalidProfileNameError';
    this.profileName = profileName;
  }
}

export class InvalidFilterError extends CatalogError {
  readonly code = 'INVALID_FILTER';
  readonly problems: readonly InputProblem[];
  constructor(problems: readonly InputProblem[]) {
    super(`The filter is invalid: ${sentence(problems)}.`);
    this.name = 'InvalidFilterError';
    this.problems = problems;
  }
}

export class InvalidInteractionError extends CatalogError {
  readonly code = 'INVALID_INTERACTION';
  readonly problems: readonly InputProblem[];
  constructor(problems: readonly InputProblem[]) {
    super(`The interaction is invalid: ${sentence(problems)}.`);
    this.name = 'InvalidInteractionError';
    this.problems = problems;
  }
}

export class InvalidCursorError extends CatalogError {
  readonly code = 'INVALID_CURSOR';
  readonly cursor: string;
  constructor(cursor: string) {
    super(`The cursor '${cursor.slice(0, 100)}' is not one that a page gave. Start again without a cursor.`);
    this.name = 'InvalidCursorError';
    this.cursor = cursor;
  }
}

export class ProfileNotFoundError extends CatalogError {
  readonly code = 'PROFILE_NOT_FOUND';
  readonly profile: string;
  constructor(catalog: string, profile: string) {
    super(`Catalog '${catalog}' has no fusion profile '${profile}'. Save a draft with that name first.`);
    this.name = 'ProfileNotFoundError';
    this.profile = profile;
  }
}

export class ProfileVersionNotFoundError extends CatalogError {
  readonly code = 'PROFILE_VERSION_NOT_FOUND';
  readonly profile: string;
  readonly version: number;
  constructor(profile: string, version: number) {
    super(`Fusion profile '${profile}' has no version ${String(version)}. List the profile to see its versions.`);
    this.name = 'ProfileVersionNotFoundError';
    this.profile = profile;
    this.version = version;
  }
}

export class NoEarlierVersionError extends CatalogError {
  readonly code = 'NO_EARLIER_VERSION';
  readonly profile: string;
  constructor(profile: string) {
    super(
      `Fusion profile '${profile}' has no version that was published before the present one. Publish another version.`,
    );
    this.name = 'NoEarlierVersionError';
    this.profile = profile;
  }
}

/** Someone else changed the profile since the author looked at it; nothing was done. */
export class ProfileConflictError extends CatalogError {
  readonly code = 'PROFILE_CONFLICT';
  /** The profile as it is now. */
  readonly current: FusionProfile;
  constructor(current: FusionProfile, problem: string) {
    super(`${problem} Look at what changed, then try again on top of it.`);
    this.name = 'ProfileConflictError';
    this.current = current;
  }

  /** A draft was begun from a version that is no longer the newest. */
  static ofDraft(current: FusionProfile, baseVersion: number): ProfileConflictError {
    const newest = newestVersion(current);
    const problem = newest === 0 ? 'has no version yet' : `has version ${String(newest)} by now`;
    return new ProfileConflictError(
      current,
      `The draft is based on version ${String(baseVersion)} of fusion profile '${current.name}', which ${problem}.`,
    );
  }

  /** Another version was published than the author took for the published one. */
  static ofPublication(current: FusionProfile, expectedPublished: number): ProfileConflictError {
    const published = publishedVersion(current)?.version;
    const actual = published === undefined ? 'no version is' : `version ${String(published)} is`;
    const expected = expectedPublished === 0 ? 'none' : `version ${String(expectedPublished)}`;
    return new ProfileConflictError(
      current,
      `Of fusion profile '${current.name}' ${actual} published by now, not ${expected}.`,
    );
  }
}

export class ScheduleNotFoundError extends CatalogError {
  readonly code = 'SCHEDULE_NOT_FOUND';
  readonly scheduleId: string;
  constructor(catalog: string, scheduleId: string) {
    super(
      `Catalog '${catalog}' has no scheduled publication '${scheduleId.slice(0, 100)}'. List them to see their ids.`,
    );
    this.name = 'ScheduleNotFoundError';
    this.scheduleId = scheduleId;
  }
}

export class ScheduleNotPendingError extends CatalogError {
  readonly code = 'SCHEDULE_NOT_PENDING';
  readonly scheduleId: string;
  readonly status: Exclude<ProfileScheduleStatus, 'pending'>;
  constructor(scheduleId: string, status: Exclude<ProfileScheduleStatus, 'pending'>) {
    const remedy = status === 'applied' ? 'Roll the profile back instead.' : 'There is nothing left to cancel.';
    super(`The scheduled publication '${scheduleId}' was ${status} already. ${remedy}`);
    this.name = 'ScheduleNotPendingError';
    this.scheduleId = scheduleId;
    this.status = status;
  }
}

/** Two publications of one profile at the same instant would have no order. */
export class ScheduleTimeTakenError extends CatalogError {
  readonly code = 'SCHEDULE_TIME_TAKEN';
  readonly profile: string;
  readonly publishAt: Date;
  constructor(profile: string, publishAt: Date) {
    super(
      `A version of fusion profile '${profile}' is scheduled for ${publishAt.toISOString()} already. Cancel it, or choose another time.`,
    );
    this.name = 'ScheduleTimeTakenError';
    this.profile = profile;
    this.publishAt = publishAt;
  }
}

export class InvalidGoldenQueryError extends CatalogError {
  readonly code = 'INVALID_GOLDEN_QUERY';
  readonly problems: readonly InputProblem[];
  constructor(name: string, problems: readonly InputProblem[]) {
    super(`Golden query '${name.slice(0, 200)}' is invalid: ${sentence(problems)}.`);
    this.name = 'InvalidGoldenQueryError';
    this.problems = problems;
  }
}

export class TooManyGoldenQueriesError extends CatalogError {
  readonly code = 'TOO_MANY_GOLDEN_QUERIES';
  constructor(catalog: string, most: number) {
    super(`Catalog '${catalog}' has ${String(most)} golden queries, as many as it may have. Delete one first.`);
    this.name = 'TooManyGoldenQueriesError';
  }
}

function sentence(problems: readonly InputProblem[]): string {
  const shown = problems.slice(0, 10).map(({ field, problem }) => `${field} ${problem}`);
  if (problems.length > shown.length) shown.push(`and ${String(problems.length - shown.length)} more problems`);
  return shown.join('; ');
}
