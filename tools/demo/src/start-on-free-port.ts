import { PortTakenError, startApi, type ApiConfig, type RunningApi, type StartApiOptions } from '@kindred/api';

/**
 * Starts on the configured port; where nobody asked for a certain one and it is taken, on any free one. No key is wanted,
 * whatever keys were made for the same data.
 */
export async function startOnFreePort(
  config: ApiConfig,
  options: StartApiOptions & { portWasChosen: boolean },
): Promise<RunningApi> {
  const { portWasChosen, ...given } = options;
  const startOptions = { ...given, loopbackNeedsNoKey: true };
  try {
    return await startApi(config, startOptions);
  } catch (error) {
    if (portWasChosen || !(error instanceof PortTakenError)) throw error;
    console.error(`Port ${String(config.port)} is taken; using a free one. (Set PORT to choose.)`);
    return await startApi({ ...config, port: 0 }, startOptions);
  }
}
