import * as ort from 'onnxruntime-node';
import { DeviceUnavailableError, ModelFileError } from '../errors.ts';
import { automaticDevices, offersOf, type Device, type DeviceChoice, type DeviceOffer } from './devices.ts';
import { sessionOptions } from './session-options.ts';

export interface SessionRequest {
  readonly device: DeviceChoice;
  /** What happens when the device asked for can't be used. */
  readonly onMissingDevice: 'fail' | 'cpu';
  /** Threads that one operator may use on the CPU. */
  readonly threads: number;
}

/** A graph to be opened. */
export interface GraphFile {
  readonly path: string;
  /** Whether every run of it will be of one size. */
  readonly isUniform: boolean;
}

export interface OpenedSession {
  readonly session: ort.InferenceSession;
  readonly device: Device;
  /** Set where another device was asked for: why it could not be used. */
  readonly fallback?: string;
}

/**
 * Opens the graph on the device asked for. `auto` takes the first that works.
 *
 * @throws DeviceUnavailableError; ModelFileError for a graph that the runtime can't load
 */
export async function openSession(graph: GraphFile, request: SessionRequest): Promise<OpenedSession> {
  const { device: asked, onMissingDevice, threads } = request;
  const offers = offersOf(ort.listSupportedBackends());
  const devices = asked === 'auto' ? automaticDevices(offers) : [asked];
  const reasons: string[] = [];
  for (const device of devices) {
    const opened = await tryDevice(graph, { device, threads, offers });
    if ('session' in opened) return { session: opened.session, device };
    reasons.push(opened.reason);
  }
  const why = reasons.join('; ');
  if (asked === 'auto' || onMissingDevice === 'fail') throw new DeviceUnavailableError(asked, why);
  const opened = await tryDevice(graph, { device: 'cpu', threads, offers });
  if (!('session' in opened)) throw new DeviceUnavailableError('cpu', opened.reason);
  return { session: opened.session, device: 'cpu', fallback: why };
}

async function tryDevice(
  { path, isUniform }: GraphFile,
  { device, threads, offers }: { device: Device; threads: number; offers: readonly DeviceOffer[] },
): Promise<{ readonly session: ort.InferenceSession } | { readonly reason: string }> {
  const obstacle = offers.find((offer) => offer.device === device)?.obstacle;
  if (obstacle !== undefined) return { reason: obstacle };
  try {
    return { session: await ort.InferenceSession.create(path, sessionOptions({ device, threads, isUniform })) };
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).trim();
    if (device === 'cpu') throw new ModelFileError(path, `can't be loaded: ${reason}`, error);
    return { reason };
  }
}
