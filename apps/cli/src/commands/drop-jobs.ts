import { declareDeadJobsCommand } from '../encoding-jobs/dead-jobs-command.ts';

/** `kindred jobs drop`: the items stay, without what the jobs were to make. */
export const dropJobs = declareDeadJobsCommand({
  name: 'drop',
  summary: 'forgets encoding jobs that were given up; importing their items again makes new ones for what is missing',
  examples: ['kindred jobs drop 0b9c6c9e', 'kindred jobs drop --all'],
  run: async ({ jobs, catalog, ids }) => {
    const dropped = await jobs.dropDead(catalog, ids);
    return { document: { catalog, dropped }, text: `Jobs dropped: ${String(dropped)}.` };
  },
});
