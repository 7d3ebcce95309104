/** Time as this adapter sees it, so that tests decide when a pause is over. */
export interface Clock {
  /** Milliseconds since 1970; only compared with dates that a server names. */
  now(): number;
  /** Runs once, after so many milliseconds; the function given back cancels. */
  after(delayMs: number, run: () => void): () => void;
}

/** What else a remote encoder takes from outside. */
export interface EncoderEnvironment {
  readonly clock: Clock;
  /** From 0 to below 1, evenly spread. */
  readonly random: () => number;
}

export const systemEnvironment: EncoderEnvironment = {
  clock: {
    now: () => Date.now(),
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  },
  random: Math.random,
};
