/** Float32, little endian, as they lie in memory on every platform that Node runs on. Shares the memory. */
export function toBytes(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** A copy: `bytes` may be a part of a bigger buffer and lie at any offset. Its length is a multiple of 4. */
export function toFloat32Array(bytes: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}
