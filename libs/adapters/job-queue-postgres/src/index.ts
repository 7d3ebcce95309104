export * from './postgres-job-queue.ts';
