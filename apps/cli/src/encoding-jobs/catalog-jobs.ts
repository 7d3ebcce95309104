import type { EncodingJobs } from '@kindred/embedding-pipeline';
import type { OpenParts } from '../composition/open-parts.ts';
import { JobNotFoundError, UsageError } from '../errors.ts';

export interface DeadJobsChoice {
  readonly all?: boolean;
}

/** Ids, or how they begin, or all. */
type WantedDeadJobs = DeadJobsChoice & { readonly wanted: readonly string[] };

/** So many are looked through for an id. */
const SEARCHED_JOBS = 10_000;

/** @throws NothingImportedError, CatalogNotFoundError */
export async function openCatalogJobs(parts: OpenParts, catalog: string): Promise<EncodingJobs> {
  const { catalogs } = await parts.existingDatabase();
  await catalogs.load(catalog);
  return (await parts.encodingJobs()).jobs;
}

/** What can be told before anything is opened. @throws UsageError */
export function checkDeadJobsChoice({ all = false, wanted }: WantedDeadJobs): void {
  if (all === wanted.length > 0)
    throw new UsageError('Give the ids of jobs (kindred jobs list shows them) or --all, and not both.');
}

/** The ids that people named by how they begin; undefined for all. @throws JobNotFoundError */
export async function findDeadJobs(
  jobs: Pick<EncodingJobs, 'list'>,
  catalog: string,
  { wanted, all = false }: WantedDeadJobs,
): Promise<readonly string[] | undefined> {
  if (all) return undefined;
  const dead = await jobs.list(catalog, { state: 'dead', limit: SEARCHED_JOBS });
  return wanted.map((start) => {
    const found = dead.filter(({ id }) => id.startsWith(start));
    const [job] = found;
    if (job === undefined || found.length > 1) throw new JobNotFoundError(start, found.length);
    return job.id;
  });
}
