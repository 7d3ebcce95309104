import { badMultipart } from './request-refused-error.ts';
import type { UploadedFile } from './uploaded-file.ts';

type Container = Record<string, unknown>;

/**
 * Puts files where `map` says: `{"0": ["variables.photo.upload"]}`. A path must lead to a null that is there already, so it
 * can't reach anything that the client didn't write. @throws RequestRefusedError
 */
export function placeFiles(operations: unknown, map: unknown, files: ReadonlyMap<string, UploadedFile>): unknown {
  if (!isContainer(operations) || Array.isArray(operations)) throw badMultipart('"operations" must be an object');
  if (!isContainer(map) || Array.isArray(map)) throw badMultipart('"map" must be an object');
  for (const [name, paths] of Object.entries(map)) {
    const file = files.get(name);
    if (file === undefined) throw badMultipart(`the file "${name.slice(0, 40)}" that "map" names is missing`);
    if (!Array.isArray(paths)) throw badMultipart(`"map" must give a list of paths for "${name.slice(0, 40)}"`);
    for (const path of paths) place(operations, String(path), file);
  }
  return operations;
}

function place(operations: Container, path: string, file: UploadedFile): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let target: unknown = operations;
  for (const key of keys) target = isContainer(target) && Object.hasOwn(target, key) ? target[key] : undefined;
  if (!path.startsWith('variables.') || !isContainer(target) || !Object.hasOwn(target, last) || target[last] !== null) {
    throw badMultipart(`the path "${path.slice(0, 100)}" does not lead to a null in the variables`);
  }
  target[last] = file;
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}
