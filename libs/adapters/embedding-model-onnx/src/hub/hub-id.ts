import { UnknownEncoderError } from '../errors.ts';

/** A model on a hub, at a revision. */
export interface HubId {
  readonly owner: string;
  readonly name: string;
  /** A commit of 40 hex digits, or a tag or branch, which the cache pins to the commit it had at first. */
  readonly revision: string;
}

const REPOSITORY = /^(?<owner>\w[\w.-]{0,95})\/(?<name>\w[\w.-]{0,95})$/u;
const REVISION = /^\w[\w./-]{0,99}$/u;

/** @param repository `<owner>/<name>` @throws UnknownEncoderError */
export function hubId(repository: string, revision: string | undefined): HubId {
  const id = `hf:${repository}${revision === undefined ? '' : `@${revision}`}`;
  const { owner, name } = REPOSITORY.exec(repository)?.groups ?? {};
  if (owner === undefined || name === undefined || repository.includes('..'))
    throw new UnknownEncoderError(id, 'does not name its model as <owner>/<name>');
  if (revision === undefined)
    throw new UnknownEncoderError(
      id,
      "lacks a revision; pin one, best a commit (40 hex digits) of the model's history",
    );
  if (!REVISION.test(revision) || revision.includes('..'))
    throw new UnknownEncoderError(id, 'has no valid revision behind @');
  return { owner, name, revision };
}

export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/u.test(revision);
}
