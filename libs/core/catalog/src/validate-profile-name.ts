import { InvalidProfileNameError } from './errors.ts';

const PROFILE_NAME = /^[\p{L}\p{M}\p{N} ._-]{1,100}$/u;

/**
 * Names stand in links, logs and file names, so they are letters, digits, spaces, dots, dashes and underscores, 1 to 100 code
 * points, one of them a letter or digit, with no space at either end. @throws InvalidProfileNameError
 */
export function validateProfileName(name: string): void {
  if (!PROFILE_NAME.test(name) || !/[\p{L}\p{N}]/u.test(name) || name.trim() !== name)
    throw new InvalidProfileNameError(name);
}
