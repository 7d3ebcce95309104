import { z } from 'zod';
import { CudaInstallError } from '../errors.ts';
import type { CudaLibraries } from './cuda-libraries.ts';

export interface CudaDownload {
  readonly url: string;
  /** Undefined where the server doesn't say. */
  readonly bytes?: number;
}

const TIMEOUT_MS = 30_000;
const indexSchema = z.object({ resources: z.array(z.object({ '@id': z.string(), '@type': z.string() })) });

/** Where the libraries come from, and how much that is: asks the feed, downloads nothing. @throws CudaInstallError */
export async function findDownload({ candidates }: CudaLibraries, signal?: AbortSignal): Promise<CudaDownload> {
  const reasons: string[] = [];
  for (const { name, version, index } of candidates) {
    try {
      const parsed = indexSchema.parse(await (await ask(index, 'GET', signal)).json());
      const base = parsed.resources.find((resource) => resource['@type'] === 'PackageBaseAddress/3.0.0')?.['@id'];
      if (base === undefined) throw new Error('it has no PackageBaseAddress');
      const [file, number] = [name.toLowerCase(), version.toLowerCase()];
      const url = `${base}${file}/${number}/${file}.${number}.nupkg`;
      const { headers } = await ask(url, 'HEAD', signal);
      const bytes = Number(headers.get('content-length') ?? NaN);
      return { url, ...(Number.isFinite(bytes) && bytes > 0 ? { bytes } : {}) };
    } catch (error) {
      signal?.throwIfAborted();
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      reasons.push(`${index}: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
  throw new CudaInstallError(`The feed of CUDA's libraries can't be asked (${reasons.join('; ')})`);
}

async function ask(url: string, method: string, signal: AbortSignal | undefined): Promise<Response> {
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, {
    method,
    signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
  });
  if (!response.ok) throw new Error(`${url} answers with status ${String(response.status)}`);
  return response;
}
