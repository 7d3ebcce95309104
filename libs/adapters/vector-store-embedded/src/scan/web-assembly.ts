/** The part of WebAssembly that scans use; Node's types don't have it. */
declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace WebAssembly {
    class Memory {
      constructor(descriptor: { initial: number; maximum: number; shared: true });
      /** Another object after every {@link grow}; buffers got before keep their length. */
      readonly buffer: SharedArrayBuffer;
      /** Adds so many pages of 64 KiB. @throws RangeError */
      grow(pages: number): number;
    }
    class Module {
      constructor(bytes: Uint8Array);
    }
    class Instance {
      constructor(module: Module, imports: { env: { memory: Memory } });
      readonly exports: Readonly<Record<string, unknown>>;
    }
  }
}

export {};
