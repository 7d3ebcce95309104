import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { CudaInstallError } from '../errors.ts';

/** What onnxruntime-node needs for CUDA and npm is too small for: named by the package itself, so that the version fits. */
export interface CudaLibraries {
  /** Of onnxruntime-node; absolute. */
  readonly packageFolder: string;
  /** Of onnxruntime-node. */
  readonly version: string;
  /** For example `linux/x64`. */
  readonly platform: string;
  /** For example `cuda12`; undefined where there is nothing for this platform. */
  readonly kind: string | undefined;
  readonly files: readonly { readonly path: string; readonly present: boolean }[];
  /** The first that can be had is taken. */
  readonly candidates: readonly NugetCandidate[];
}

export interface NugetCandidate {
  readonly name: string;
  readonly version: string;
  /** URL of the feed's service index. */
  readonly index: string;
}

const metadataSchema = z.object({
  requirements: z.record(z.string(), z.array(z.string())),
  manifests: z.record(z.string(), z.record(z.string(), z.object({ package: z.string(), path: z.string() }))),
  packages: z.record(
    z.string(),
    z.object({ name: z.string(), versions: z.array(z.object({ feed: z.string(), version: z.string() })) }),
  ),
  feeds: z.record(z.string(), z.object({ type: z.string(), index: z.string() })),
});

const require = createRequire(import.meta.url);

/** The folder of the onnxruntime-node that this program uses. */
export function runtimeFolder(): string {
  return dirname(require.resolve('onnxruntime-node/package.json'));
}

/** Reads what the package says of itself; asks nobody. @throws CudaInstallError where it says nothing that can be understood */
export function findCudaLibraries(
  packageFolder = runtimeFolder(),
  platform = `${process.platform}/${process.arch}`,
): CudaLibraries {
  const { version, metadata } = readPackage(packageFolder);
  const kind = metadata.requirements[platform]?.find((name) => name.startsWith('cuda'));
  const manifest = kind === undefined ? {} : (metadata.manifests[`${platform}:${kind}`] ?? {});
  const binaries = join(packageFolder, 'bin', 'napi-v6', ...platform.split('/'));
  const files = Object.keys(manifest).map((name) => join(binaries, name));
  const packages = [...new Set(Object.values(manifest).map((entry) => entry.package))];
  const candidates = packages.flatMap((name) => {
    const found = metadata.packages[name];
    return (found?.versions ?? []).flatMap(({ feed, version: wanted }) => {
      const index = metadata.feeds[feed]?.index;
      return index === undefined || found === undefined ? [] : [{ name: found.name, version: wanted, index }];
    });
  });
  return {
    packageFolder,
    version,
    platform,
    kind: files.length === 0 ? undefined : kind,
    files: files.map((path) => ({ path, present: existsSync(path) })),
    candidates,
  };
}

export function areInstalled({ kind, files }: CudaLibraries): boolean {
  return kind !== undefined && files.every(({ present }) => present);
}

function readPackage(folder: string): { version: string; metadata: z.output<typeof metadataSchema> } {
  try {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    const metadata = metadataSchema.parse(require(join(folder, 'script', 'install-metadata.js')));
    return { version, metadata };
  } catch (error) {
    throw new CudaInstallError(`onnxruntime-node in '${folder}' does not say what CUDA needs`, error);
  }
}
