import type { TextTowerWatchOptions } from '@kindred/retrieval';
import type { Logger } from 'pino';

/** One warning per outage of a text tower, and one line when it is over. */
export function logTextTowers(logger: Logger): TextTowerWatchOptions {
  return {
    onFailure: ({ catalog, modelId, error: err }) =>
      logger.warn(
        { catalog, modelId, err },
        'words are not compared with photos: the text tower fails; it is tried again',
      ),
    onRecovery: (modelId) => logger.info({ modelId }, 'words are compared with photos again'),
  };
}
