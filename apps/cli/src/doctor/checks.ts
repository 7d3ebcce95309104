import type { Check } from './check.ts';
import { chromiumCheck } from './chromium-check.ts';
import { outboxCheck, postgresCheck, vectorStoreCheck } from './database-checks.ts';
import { dataFolderCheck } from './data-folder-check.ts';
import { cudaCheck } from './cuda-check.ts';
import { encodersCheck } from './encoders-check.ts';
import { imageFormatsCheck } from './image-formats-check.ts';
import { duckdbCheck, lanceCheck } from './native-packages-check.ts';
import { nodeCheck } from './node-check.ts';

/** In the order of the report. The check of PostgreSQL stands before those that need it. */
export const checks: readonly Check[] = [
  nodeCheck,
  imageFormatsCheck,
  lanceCheck,
  duckdbCheck,
  encodersCheck,
  cudaCheck,
  dataFolderCheck,
  postgresCheck,
  vectorStoreCheck,
  outboxCheck,
  chromiumCheck,
];
