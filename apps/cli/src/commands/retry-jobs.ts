import { declareCommand } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';
import {
  checkDeadJobsChoice,
  findDeadJobs,
  openCatalogJobs,
  type DeadJobsChoice,
} from '../encoding-jobs/catalog-jobs.ts';

/** `kindred jobs retry`: workers take them again at once. */
export const retryJobs = declareCommand<DeadJobsChoice>({
  path: ['jobs', 'retry'],
  summary: 'gives encoding jobs that were given up all their tries again',
  examples: ['kindred jobs retry 0b9c6c9e 1f0a77d2', 'kindred jobs retry --all'],
  configure: (command) =>
    command.argument('[jobs...]', 'their ids, or how those begin').option('--all', 'every one of the catalog'),
  run: async (context, { args: wanted, options }) => {
    checkDeadJobsChoice({ ...options, wanted });
    return withParts(context, async (parts) => {
      const { catalog } = context;
      const jobs = await openCatalogJobs(parts, catalog);
      const retried = await jobs.retryDead(catalog, await findDeadJobs(jobs, catalog, { ...options, wanted }));
      const left = (await jobs.list(catalog, { state: 'dead', limit: 1 })).length > 0 ? ' Others are left.' : '';
      return { document: { catalog, retried }, text: `Jobs that wait for a worker again: ${String(retried)}.${left}` };
    });
  },
});
