/** What one kind of chaos found; without problems it has passed. */
export interface ChaosResult {
  readonly name: string;
  readonly data: string;
  readonly seed: number;
  readonly metrics: Readonly<Record<string, number>>;
  /** Sentences for people. */
  readonly problems: readonly string[];
}
