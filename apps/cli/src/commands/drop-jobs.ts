import { declareCommand } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';
import {
  checkDeadJobsChoice,
  findDeadJobs,
  openCatalogJobs,
  type DeadJobsChoice,
} from '../encoding-jobs/catalog-jobs.ts';

/** `kindred jobs drop`: the items stay, without what the jobs were to make. */
export const dropJobs = declareCommand<DeadJobsChoice>({
  path: ['jobs', 'drop'],
  summary: 'forgets encoding jobs that were given up; importing their items again makes new ones for what is missing',
  examples: ['kindred jobs drop 0b9c6c9e', 'kindred jobs drop --all'],
  configure: (command) =>
    command.argument('[jobs...]', 'their ids, or how those begin').option('--all', 'every one of the catalog'),
  run: async (context, { args: wanted, options }) => {
    checkDeadJobsChoice({ ...options, wanted });
    return withParts(context, async (parts) => {
      const { catalog } = context;
      const jobs = await openCatalogJobs(parts, catalog);
      const dropped = await jobs.dropDead(catalog, await findDeadJobs(jobs, catalog, { ...options, wanted }));
      return { document: { catalog, dropped }, text: `Jobs dropped: ${String(dropped)}.` };
    });
  },
});
