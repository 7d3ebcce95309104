/** Where models come from and where they are kept. */
export interface HubSettings {
  /** Folder of the cache, laid out as huggingface_hub does: `models--<owner>--<name>/snapshots/<commit>/`. */
  readonly cacheDir: string;
  /** Hub or mirror; default `https://huggingface.co`. */
  readonly endpoint?: string;
  /** Sent to the endpoint only, for gated and private models. */
  readonly token?: string;
  /** Use the cache only and ask nobody; default false. */
  readonly offline?: boolean;
  /** Longest time without a byte, 1 to 600,000; default 30,000. */
  readonly timeoutMs?: number;
  /** Further tries after a broken transfer, 0 to 10; default 3. */
  readonly retries?: number;
  readonly signal?: AbortSignal;
}
