export * from './describe-job-queue.ts';
