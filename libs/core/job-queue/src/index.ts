export * from './errors.ts';
export * from './in-memory-job-queue.ts';
export * from './job-queue.ts';
export * from './validate.ts';
