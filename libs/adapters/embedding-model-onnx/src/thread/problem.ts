import { DeviceUnavailableError, EncoderManifestError, EncodingFailedError, ModelFileError } from '../errors.ts';
import type { Problem } from './encoder-protocol.ts';

/** In the thread: what the owner needs to make the error anew. */
export function problemOf(error: unknown): Problem {
  if (error instanceof EncoderManifestError) return { kind: 'manifest', file: error.file, problems: error.problems };
  if (error instanceof ModelFileError) return { kind: 'file', file: error.file, problem: error.problem };
  if (error instanceof DeviceUnavailableError) return { kind: 'device', device: error.device, reason: error.reason };
  return { kind: 'other', message: error instanceof Error ? error.message : String(error) };
}

/** In the owner: the error that was thrown in the thread. */
export function errorOf(problem: Problem): Error {
  if (problem.kind === 'manifest') return new EncoderManifestError(problem.file, problem.problems);
  if (problem.kind === 'file') return new ModelFileError(problem.file, problem.problem);
  if (problem.kind === 'device') return new DeviceUnavailableError(problem.device, problem.reason);
  return new EncodingFailedError(problem.message);
}
