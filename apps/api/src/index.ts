export type { Application, PhotoReader } from './application.ts';
export { loadConfig, type ApiConfig, type ApiLimits } from './config.ts';
export * from './errors.ts';
export { startApi, type OpenApplication, type RunningApi, type StartApiOptions } from './start-api.ts';
