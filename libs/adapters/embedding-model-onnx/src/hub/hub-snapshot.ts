import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { downloadFile } from './download-file.ts';
import { HubRefusedError, ModelNotCachedError } from './errors.ts';
import { isCommit, type HubId } from './hub-id.ts';
import type { HubSettings } from './hub-settings.ts';
import { loadRevisionListing, type RevisionListing } from './revision-listing.ts';

/** One revision of a model in the cache; files come when they are asked for and the cache lacks them. */
export class HubSnapshot {
  /** 40 hex digits. */
  readonly commit: string;
  /** Absolute. */
  readonly folder: string;
  readonly #id: HubId;
  readonly #settings: HubSettings & { readonly endpoint: string };
  #listing: Promise<RevisionListing> | undefined;

  private constructor(id: HubId, commit: string, settings: HubSettings & { readonly endpoint: string }) {
    this.#id = id;
    this.commit = commit;
    this.#settings = settings;
    this.folder = join(modelFolder(id, settings), 'snapshots', commit);
  }

  /**
   * Asks nobody where the revision is a commit, or a name that the cache has pinned.
   *
   * @throws ModelNotCachedError, HubRefusedError, HubUnreachableError
   */
  static async open(id: HubId, given: HubSettings): Promise<HubSnapshot> {
    const endpoint = (given.endpoint ?? 'https://huggingface.co').replace(/\/+$/u, '');
    const settings = { ...given, endpoint };
    if (isCommit(id.revision)) return new HubSnapshot(id, id.revision, settings);
    const reference = join(modelFolder(id, settings), 'refs', id.revision);
    const pinned = await readFile(reference, 'utf8').catch(() => '');
    if (isCommit(pinned.trim())) return new HubSnapshot(id, pinned.trim(), settings);
    if (settings.offline === true) throw new ModelNotCachedError(nameOf(id), `refs/${id.revision}`);
    const listing = await loadRevisionListing(id, settings);
    const snapshot = new HubSnapshot(id, listing.commit, settings);
    snapshot.#listing = Promise.resolve(listing);
    await writeWhole(reference, listing.commit);
    return snapshot;
  }

  /** Makes sure that the file is there. @returns its path @throws as `open`, and ModelFileError for a damaged transfer */
  async file(path: string): Promise<string> {
    const target = join(this.folder, path);
    if (await this.has(path)) return target;
    if (this.#settings.offline === true) throw new ModelNotCachedError(nameOf(this.#id), path);
    const url = this.#urlOf(path);
    const listed = (await this.#list()).files.find((file) => file.path === path);
    if (listed === undefined) throw new HubRefusedError(url, 404);
    await downloadFile(url, target, listed, this.#settings);
    return target;
  }

  /** Whether the cache has the file. */
  has(path: string): Promise<boolean> {
    return exists(join(this.folder, path));
  }

  /** Brings the file if the revision has it. */
  async fileIfAny(path: string): Promise<void> {
    if (this.#settings.offline === true || (await this.has(path))) return;
    if ((await this.#list()).files.some((file) => file.path === path)) await this.file(path);
  }

  #list(): Promise<RevisionListing> {
    this.#listing ??= loadRevisionListing({ ...this.#id, revision: this.commit }, this.#settings);
    return this.#listing;
  }

  #urlOf(path: string): string {
    const { owner, name } = this.#id;
    return `${this.#settings.endpoint}/${owner}/${name}/resolve/${this.commit}/${path}`;
  }
}

export function nameOf({ owner, name, revision }: HubId): string {
  return `${owner}/${name}@${revision}`;
}

function modelFolder({ owner, name }: HubId, { cacheDir }: HubSettings): string {
  return resolve(cacheDir, `models--${owner}--${name}`);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.${String(process.pid)}.incomplete`;
  await writeFile(partial, text);
  await rename(partial, path);
}
