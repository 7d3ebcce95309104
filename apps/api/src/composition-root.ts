import type { Logger } from 'pino';
import type { ApiConfig } from './config.ts';
import type { OpenApplication } from './start-api.ts';

export async function openApplication(_config: ApiConfig, _logger: Logger): Promise<OpenApplication> {
  throw new Error('not wired yet');
}
