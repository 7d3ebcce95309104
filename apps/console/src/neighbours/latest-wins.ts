export interface LatestWinsOptions<Input, Output> {
  readonly run: (input: Input, signal: AbortSignal) => Promise<Output>;
  readonly onResult: (output: Output, input: Input) => void;
  /** Only for the newest input; failures of overtaken ones don't matter any more. */
  readonly onError: (error: unknown, input: Input) => void;
  /** How many requests may be under way; more would only queue up in the server. Default 2. */
  readonly maxInFlight?: number;
}

export interface LatestWins<Input> {
  push(input: Input): void;
  /** Aborts everything under way; nothing is reported afterwards until the next push. */
  cancel(): void;
}

interface Flight {
  readonly sequence: number;
  readonly controller: AbortController;
}

/**
 * Runs one request per input while inputs arrive faster than answers, such that
 * - an answer never replaces one to a newer input: requests older than an answer shown are aborted;
 * - the newest input is always answered in the end, and inputs in between may be skipped;
 * - answers keep coming during a long slide: aborting at each input would show nothing until the hand rests.
 */
export function createLatestWins<Input, Output>(options: LatestWinsOptions<Input, Output>): LatestWins<Input> {
  const { run, onResult, onError, maxInFlight = 2 } = options;
  const flights = new Set<Flight>();
  let sequence = 0;
  let waiting: { readonly input: Input } | undefined;

  const start = (input: Input): void => {
    const flight: Flight = { sequence: ++sequence, controller: new AbortController() };
    flights.add(flight);
    void settle(flight, input);
  };

  const settle = async (flight: Flight, input: Input): Promise<void> => {
    try {
      const output = await run(input, flight.controller.signal);
      if (!flights.has(flight)) return;
      drop((other) => other.sequence < flight.sequence);
      onResult(output, input);
    } catch (error) {
      if (flights.has(flight) && flight.sequence === sequence && waiting === undefined) onError(error, input);
    } finally {
      flights.delete(flight);
      startWaiting();
    }
  };

  const startWaiting = (): void => {
    if (waiting === undefined || flights.size >= maxInFlight) return;
    const { input } = waiting;
    waiting = undefined;
    start(input);
  };

  const drop = (isStale: (flight: Flight) => boolean): void => {
    for (const flight of [...flights].filter(isStale)) {
      flights.delete(flight);
      flight.controller.abort();
    }
  };

  return {
    push(input) {
      waiting = { input };
      startWaiting();
    },
    cancel() {
      waiting = undefined;
      drop(() => true);
    },
  };
}
