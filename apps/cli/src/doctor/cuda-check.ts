import type { Check } from './check.ts';

/** Whether a GPU lies idle, or is asked for in vain: looks at files only. */
export const cudaCheck: Check = {
  name: 'CUDA',
  hint: 'kindred encoders install-cuda says more.',
  run: async ({ config }) => {
    const { areInstalled, findCudaLibraries, findNvidiaDriver } = await import('@kindred/embedding-model-onnx');
    const libraries = findCudaLibraries();
    const [driver, installed] = [await findNvidiaDriver(), areInstalled(libraries)];
    const here = [
      driver === undefined ? 'no NVIDIA driver' : `NVIDIA driver ${driver}`,
      installed ? 'libraries installed' : 'libraries not installed',
    ].join(', ');
    const wanted = config.encoders.device === 'cuda';
    if (driver !== undefined && installed) return { status: 'ok', detail: here };
    if (wanted || (driver !== undefined && libraries.kind !== undefined))
      return { status: 'warn', detail: wanted ? `${here}; KINDRED_DEVICE is cuda` : here, hint: cudaCheck.hint };
    return { status: 'info', detail: `${here}; encoders use the processors` };
  },
};
