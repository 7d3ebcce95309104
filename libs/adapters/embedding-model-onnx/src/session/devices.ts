import type { listSupportedBackends } from 'onnxruntime-node';
import { CudaInstallError } from '../errors.ts';
import { areInstalled, findCudaLibraries } from '../cuda/cuda-libraries.ts';

/** Where a session computes. */
export const DEVICES = ['cpu', 'cuda', 'webgpu', 'dml', 'coreml'] as const;
export type Device = (typeof DEVICES)[number];
/** `auto`: CUDA where its libraries are installed, DirectML on Windows, else the CPU. */
export type DeviceChoice = Device | 'auto';

export interface DeviceOffer {
  readonly device: Device;
  /** Whether the runtime of this platform knows the device; a session may still find no such hardware. */
  readonly known: boolean;
  /** Why it can't be used, and what to do; absent where nothing speaks against trying. */
  readonly obstacle?: string;
}

/** What the installed runtime offers on this machine, without touching any hardware. */
export async function listDevices(): Promise<DeviceOffer[]> {
  const { listSupportedBackends: list } = await import('onnxruntime-node');
  return offersOf(list());
}

export function offersOf(backends: ReturnType<typeof listSupportedBackends>): DeviceOffer[] {
  const names = new Set(backends.map(({ name }) => name as string));
  return DEVICES.map((device) => {
    const known = names.has(device);
    const obstacle = known ? missingLibrary(device) : `onnxruntime-node has no '${device}' on ${platform()}`;
    return { device, known, ...(obstacle === undefined ? {} : { obstacle }) };
  });
}

/** Devices that `auto` tries, in this order; the last is always the CPU. */
export function automaticDevices(offers: readonly DeviceOffer[]): Device[] {
  const usable = new Set(offers.filter(({ obstacle }) => obstacle === undefined).map(({ device }) => device));
  return [...(['cuda', 'dml'] as const).filter((device) => usable.has(device)), 'cpu'];
}

/** CUDA's provider is too large for npm and is installed on request. */
function missingLibrary(device: Device): string | undefined {
  if (device !== 'cuda') return undefined;
  try {
    if (areInstalled(findCudaLibraries())) return undefined;
  } catch (error) {
    if (error instanceof CudaInstallError) return error.message;
    throw error;
  }
  return "CUDA's libraries are not installed; run: kindred encoders install-cuda";
}

function platform(): string {
  return `${process.platform}/${process.arch}`;
}
