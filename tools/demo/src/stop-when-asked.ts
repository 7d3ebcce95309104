/**
 * An abort signal that fires on Ctrl-C, on SIGTERM, and when the process that started this one is gone (its IPC channel
 * closes), so that nothing is left running. A second Ctrl-C ends the process at once.
 */
export function stopWhenAsked(): AbortSignal {
  const controller = new AbortController();
  const ask = (): void => {
    if (controller.signal.aborted) process.exit(1);
    controller.abort(new Error('stopped'));
  };
  process.on('SIGINT', ask);
  process.on('SIGTERM', ask);
  process.on('disconnect', () => controller.abort(new Error('the process that started this one is gone')));
  return controller.signal;
}

/** Resolves when the signal has fired. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
