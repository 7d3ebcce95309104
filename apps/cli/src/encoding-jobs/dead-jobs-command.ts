import type { EncodingJobs } from '@kindred/embedding-pipeline';
import { declareCommand } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';
import { checkDeadJobsChoice, findDeadJobs, openCatalogJobs, type DeadJobsChoice } from './catalog-jobs.ts';

/** Jobs of a catalog that were given up; without ids, all of them. */
export interface ChosenDeadJobs {
  readonly jobs: EncodingJobs;
  readonly catalog: string;
  readonly ids: readonly string[] | undefined;
}

interface DeadJobsCommand {
  /** `kindred jobs <name>` */
  readonly name: string;
  readonly summary: string;
  readonly examples: readonly string[];
  readonly run: (chosen: ChosenDeadJobs) => Promise<{ readonly document: object; readonly text: string }>;
}

/** A command on encoding jobs that were given up, which are named by id or meant all. */
export function declareDeadJobsCommand({ name, summary, examples, run }: DeadJobsCommand) {
  return declareCommand<DeadJobsChoice>({
    path: ['jobs', name],
    summary,
    examples,
    configure: (command) =>
      command.argument('[jobs...]', 'their ids, or how those begin').option('--all', 'every one of the catalog'),
    run: async (context, { args: wanted, options }) => {
      checkDeadJobsChoice({ ...options, wanted });
      return withParts(context, async (parts) => {
        const { catalog } = context;
        const jobs = await openCatalogJobs(parts, catalog);
        return run({ jobs, catalog, ids: await findDeadJobs(jobs, catalog, { ...options, wanted }) });
      });
    },
  });
}
