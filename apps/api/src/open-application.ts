import type { Application } from './application.ts';

export interface OpenApplication {
  readonly application: Application;
  close(): Promise<void>;
}
