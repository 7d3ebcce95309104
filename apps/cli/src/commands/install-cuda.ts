import { declareCommand } from '../cli-command.ts';
import type { CudaOptions } from '../cuda/cuda-document.ts';
import { EXIT_DONE, EXIT_FAILED } from '../exit-codes.ts';
import { formatCuda } from '../output/format-cuda.ts';

/** `kindred encoders install-cuda`: what npm leaves out, in the version that fits. */
export const installCuda = declareCommand<CudaOptions>({
  path: ['encoders', 'install-cuda'],
  summary: "installs CUDA's libraries for the onnxruntime that is here, and tries them; exit 1 if CUDA can't be used",
  examples: [
    'kindred encoders install-cuda --dry-run',
    'kindred encoders install-cuda',
    'kindred encoders install-cuda --without-driver --json',
  ],
  configure: (command) =>
    command
      .option('--dry-run', 'say what would be downloaded, from where, how much and where to')
      .option('--without-driver', 'install on a machine without a GPU too, for an image or another machine')
      .option('--force', 'download again what is there'),
  run: async (context, { options }) => {
    const { installCudaLibraries } = await import('../cuda/install-cuda-libraries.ts');
    const document = await installCudaLibraries(context, options);
    const { dryRun = false, withoutDriver = false } = options;
    const done =
      document.kind !== undefined &&
      (dryRun || document.works === true || (withoutDriver && document.works === undefined));
    return { document, text: formatCuda(document), exitCode: done ? EXIT_DONE : EXIT_FAILED };
  },
});
