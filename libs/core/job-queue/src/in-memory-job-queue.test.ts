import { InMemoryJobQueue } from './in-memory-job-queue.ts';
import { describeJobQueue } from './testing/index.ts';

describeJobQueue('InMemoryJobQueue', async () => new InMemoryJobQueue());
