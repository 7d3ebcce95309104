import { EncoderUrlError } from '../errors.ts';

/** A model on a hub, at a revision. */
export interface HubId {
  readonly owner: string;
  readonly name: string;
  /** A commit of 40 hex digits, or a tag or branch, which the cache pins to the commit it had at first. */
  readonly revision: string;
}

const FORM = /^(?<owner>[\w][\w.-]{0,95})\/(?<name>[\w][\w.-]{0,95})@(?<revision>[\w][\w.-]{0,99})$/u;

/** @param text `<owner>/<name>@<revision>` @throws EncoderUrlError */
export function parseHubId(text: string): HubId {
  const { owner, name, revision } = FORM.exec(text)?.groups ?? {};
  if (owner === undefined || name === undefined || revision === undefined || text.includes('..'))
    throw new EncoderUrlError(
      `hf:${text}`,
      "is not of the form hf:<owner>/<name>@<revision>, revision a commit (40 hex digits) of the model's history",
    );
  return { owner, name, revision };
}

export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/u.test(revision);
}
