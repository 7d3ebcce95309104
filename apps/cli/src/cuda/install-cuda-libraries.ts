import {
  areInstalled,
  findCudaLibraries,
  findDownload,
  findNvidiaDriver,
  openEncoder,
  runInstallScript,
  type CudaLibraries,
} from '@kindred/embedding-model-onnx';
import { DEFAULT_TEXT_ENCODER } from '@kindred/embedding-model-onnx/settings';
import { note, type CommandContext } from '../cli-command.ts';
import { formatBytes } from '../output/format-amounts.ts';
import type { CudaDocument, CudaOptions } from './cuda-document.ts';

/** Where things are; tests name others. */
export interface CudaSurroundings {
  readonly packageFolder?: string;
  readonly platform?: string;
  readonly findDriver?: () => Promise<string | undefined>;
}

/** @throws CudaInstallError */
export async function installCudaLibraries(
  context: CommandContext,
  { dryRun = false, force = false, withoutDriver = false }: CudaOptions,
  { packageFolder, platform, findDriver = findNvidiaDriver }: CudaSurroundings = {},
): Promise<CudaDocument> {
  const libraries = findCudaLibraries(packageFolder, platform);
  const driver = await findDriver();
  const { version, kind, files } = libraries;
  const found = {
    ...{ version, kind, files, platform: libraries.platform, packageFolder: libraries.packageFolder },
    ...(driver === undefined ? {} : { driver }),
    installed: false,
  };
  if (kind === undefined)
    return {
      ...found,
      next: `onnxruntime-node ${version} has no CUDA on ${found.platform}. ${otherDevice(found.platform)}`,
    };
  if (driver === undefined && !withoutDriver && !dryRun) return { ...found, next: WITHOUT_DRIVER };
  const isDone = areInstalled(libraries) && !force;
  const download = isDone ? undefined : await findDownload(libraries, context.signal);
  if (download !== undefined) {
    const amount = download.bytes === undefined ? 'an unknown amount' : formatBytes(download.bytes);
    note(context, `${kind} for onnxruntime-node ${version}: ${amount} from ${download.url}`);
    note(context, `It puts there: ${files.map(({ path }) => path).join(', ')}`);
  }
  const common = { ...found, ...(download === undefined ? {} : { download }) };
  if (dryRun) {
    const next = isDone ? 'Nothing is to be downloaded.' : 'Nothing was downloaded. Without --dry-run it is installed.';
    return { ...common, next };
  }
  const after = isDone ? libraries : await install(context, libraries);
  const result = { ...common, files: after.files, installed: !isDone };
  if (driver === undefined) return { ...result, next: 'It was not tried: there is no NVIDIA driver here.' };
  return { ...result, ...(await tryCuda(context)) };
}

const WITHOUT_DRIVER =
  'There is no NVIDIA driver on this machine, so nothing was downloaded. Install the driver (in a container: start it with the ' +
  'NVIDIA container toolkit, --gpus all) and run this again; to prepare a machine or an image for a GPU, add --without-driver.';

function install(context: CommandContext, libraries: CudaLibraries): Promise<CudaLibraries> {
  const { signal } = context;
  return runInstallScript(libraries, { signal, onLine: (line) => note(context, line) });
}

/** Runs the bundled text encoder on CUDA. */
async function tryCuda({ config }: CommandContext): Promise<Pick<CudaDocument, 'works' | 'next'>> {
  const { modelsDir } = config;
  try {
    const { text, close } = await openEncoder(DEFAULT_TEXT_ENCODER, {
      modelsDir,
      device: 'cuda',
      onMissingDevice: 'fail',
    });
    await text?.embedQuery('red summer dress');
    await close();
    return { works: true, next: 'Set KINDRED_DEVICE=cuda (or auto) and restart the server and the workers.' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      works: false,
      next:
        `The libraries are there, but a model can't run on CUDA: ${reason} It needs CUDA 12 and cuDNN 9 of the system: install both, ` +
        'or name their folders in LD_LIBRARY_PATH, and run this again.',
    };
  }
}

function otherDevice(platform: string): string {
  if (platform.startsWith('darwin')) return 'Try KINDRED_DEVICE=coreml.';
  if (platform.startsWith('win32')) return 'Try KINDRED_DEVICE=dml, which runs on NVIDIA cards too.';
  return 'Use the CPU, or an embeddings server (http:) on a machine with a GPU.';
}
