import { z } from 'zod';
import { HubUnreachableError } from './errors.ts';
import type { HubId } from './hub-id.ts';
import { requestHub, withRetries } from './hub-request.ts';
import type { HubSettings } from './hub-settings.ts';

/** A file as the hub lists it; digests are absent where a mirror doesn't give them. */
export interface ListedFile {
  readonly path: string;
  readonly bytes?: number | undefined;
  /** Of large files. */
  readonly sha256?: string | undefined;
  /** Git's blob id, of small files. */
  readonly gitSha1?: string | undefined;
}

export interface RevisionListing {
  /** 40 hex digits. */
  readonly commit: string;
  readonly files: readonly ListedFile[];
}

const answerSchema = z.object({
  sha: z.string().regex(/^[0-9a-f]{40}$/u),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      size: z.number().nullish(),
      blobId: z.string().nullish(),
      lfs: z.object({ sha256: z.string(), size: z.number() }).nullish(),
    }),
  ),
});

/** Asks the hub what a revision is and holds. @throws HubRefusedError, HubUnreachableError */
export async function loadRevisionListing(
  { owner, name, revision }: HubId,
  settings: HubSettings & { readonly endpoint: string },
): Promise<RevisionListing> {
  const url = `${settings.endpoint}/api/models/${owner}/${name}/revision/${encodeURIComponent(revision)}?blobs=true`;
  const answer = await withRetries(settings, () => loadJson(url, settings));
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success)
    throw new HubUnreachableError(url, 'it answered with something else than a listing of the model');
  const files = parsed.data.siblings.map(({ rfilename, size, blobId, lfs }) => ({
    path: rfilename,
    bytes: lfs?.size ?? size ?? undefined,
    sha256: lfs?.sha256,
    gitSha1: lfs === undefined || lfs === null ? (blobId ?? undefined) : undefined,
  }));
  return { commit: parsed.data.sha, files };
}

async function loadJson(url: string, settings: HubSettings): Promise<unknown> {
  const { response, done } = await requestHub(url, settings);
  try {
    return JSON.parse(await response.text());
  } catch (error) {
    throw new HubUnreachableError(url, 'its answer broke off or is not JSON', error);
  } finally {
    done();
  }
}
