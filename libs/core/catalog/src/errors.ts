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

function sentence(problems: readonly InputProblem[]): string {
  const shown = problems.slice(0, 10).map(({ field, problem }) => `${field} ${problem}`);
  if (problems.length > shown.length) shown.push(`and ${String(problems.length - shown.length)} more problems`);
  return shown.join('; ');
}
