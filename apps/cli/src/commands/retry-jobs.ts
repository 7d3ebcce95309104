import { declareDeadJobsCommand } from '../encoding-jobs/dead-jobs-command.ts';

/** `kindred jobs retry`: workers take them again at once. */
export const retryJobs = declareDeadJobsCommand({
  name: 'retry',
  summary: 'gives encoding jobs that were given up all their tries again',
  examples: ['kindred jobs retry 0b9c6c9e 1f0a77d2', 'kindred jobs retry --all'],
  run: async ({ jobs, catalog, ids }) => {
    const retried = await jobs.retryDead(catalog, ids);
    const left = (await jobs.list(catalog, { state: 'dead', limit: 1 })).length > 0 ? ' Others are left.' : '';
    return { document: { catalog, retried }, text: `Jobs that wait for a worker again: ${String(retried)}.${left}` };
  },
});
