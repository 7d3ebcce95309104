import { join } from 'node:path';
import type { ModelSource } from '../manifest/model-source.ts';
import { AudioSession } from './audio/audio-session.ts';
import { checkGraph } from './check-graph.ts';
import { ImageSession } from './image-session.ts';
import type { ModelSession } from './model-session.ts';
import { openSession, type OpenedSession, type SessionRequest } from './open-session.ts';
import { loadTokenizer, TextSession } from './text-session.ts';

/**
 * Opens the graph, compares it with its manifest and runs it once.
 *
 * @throws EncoderManifestError, DeviceUnavailableError, Error of the runtime
 */
export async function loadModel(source: ModelSource, request: SessionRequest): Promise<ModelSession> {
  const path = join(source.folder, source.manifest.file);
  const opened = await openSession({ path, isUniform: source.manifest.kind === 'image' }, request);
  try {
    const checked = checkGraph(opened.session, source.manifest, source.manifestFile);
    const maxRows = source.oneByOne ? 1 : checked.maxRows;
    const session = await openKind(opened, source, maxRows);
    const dimension = (await session.embed([session.probe()])).length;
    const { device, fallback } = opened;
    const facts = { dimension, device, maxRows, ...(fallback === undefined ? {} : { fallback }) };
    return { facts, embed: (chunks) => session.embed(chunks), close: () => session.close() };
  } catch (error) {
    await opened.session.release();
    throw error;
  }
}

async function openKind(
  opened: OpenedSession,
  { manifest, folder }: ModelSource,
  maxRows: number,
): Promise<ImageSession | TextSession | AudioSession> {
  if (manifest.kind === 'image') return new ImageSession(opened, manifest, maxRows);
  if (manifest.kind === 'audio') return new AudioSession(opened, manifest, maxRows);
  return new TextSession(opened, manifest, await loadTokenizer(folder, manifest), maxRows);
}
