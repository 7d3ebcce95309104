import { fileURLToPath } from 'node:url';

/** The repository's `models` folder. */
export const MODELS_DIR = fileURLToPath(new URL('../../../../../models', import.meta.url));
