export type { Application, PhotoReader } from './application.ts';
export { isLoopback } from './auth/loopback.ts';
export { loadConfig, type ApiConfig, type ApiLimits } from './config.ts';
export * from './errors.ts';
export { openApplication, type CompositionOptions } from './composition-root.ts';
export type { OpenApplication } from './open-application.ts';
export { startApi, type RunningApi, type StartApiOptions } from './start-api.ts';
