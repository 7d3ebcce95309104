import type { CommandDeclaration } from '../cli-command.ts';
import { benchEncoder } from './bench-encoder.ts';
import { checkEncoder } from './check-encoder.ts';
import { createKey } from './create-key.ts';
import { describeEncoder } from './describe-encoder.ts';
import { doctor } from './doctor.ts';
import { dropJobs } from './drop-jobs.ts';
import { evaluateImages } from './evaluate-images.ts';
import { exportEmbeddings } from './export-embeddings.ts';
import { fitEncoder } from './fit-encoder.ts';
import { importCatalog } from './import-catalog.ts';
import { installCuda } from './install-cuda.ts';
import { listEncoders } from './list-encoders.ts';
import { listJobs } from './list-jobs.ts';
import { listKeys } from './list-keys.ts';
import { listRunFailures } from './list-run-failures.ts';
import { listRuns } from './list-runs.ts';
import { refillVectors } from './refill-vectors.ts';
import { retryJobs } from './retry-jobs.ts';
import { revokeKey } from './revoke-key.ts';
import { listUsedEncoders } from './list-used-encoders.ts';
import { runWorker } from './run-worker.ts';
import { similarItems } from './similar-items.ts';
import { useEncoder } from './use-encoder.ts';

/** Every command, in the order of the help. */
export const commandDeclarations: readonly CommandDeclaration[] = [
  doctor,
  importCatalog,
  similarItems,
  exportEmbeddings,
  evaluateImages,
  listEncoders,
  describeEncoder,
  checkEncoder,
  benchEncoder,
  listUsedEncoders,
  useEncoder,
  fitEncoder,
  installCuda,
  createKey,
  listKeys,
  revokeKey,
  listRuns,
  listRunFailures,
  listJobs,
  retryJobs,
  dropJobs,
  refillVectors,
  runWorker,
];
