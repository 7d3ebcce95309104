export interface WavShape {
  readonly sampleRate: number;
  /** Default 16, as whole numbers; 32 as floating point with `float`. */
  readonly bits?: 8 | 16 | 24 | 32;
  readonly float?: boolean;
  /** Bytes that the header says the samples have; default: what they have. */
  readonly saidBytes?: number;
}

/** A WAV file of channels of the same length, in [-1, 1]. */
export function writeWav(channels: readonly Float32Array[], shape: WavShape): Uint8Array<ArrayBuffer> {
  const { sampleRate, bits = 16, float = false } = shape;
  const [first = new Float32Array(0)] = channels;
  const frame = (channels.length * bits) / 8;
  const data = Buffer.alloc(first.length * frame);
  for (let at = 0; at < first.length; at++)
    for (const [i, channel] of channels.entries())
      writeSample(data, at * frame + (i * bits) / 8, channel[at] ?? 0, { bits, float });
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE((36 + (shape.saidBytes ?? data.length)) >>> 0, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(float ? 3 : 1, 20);
  header.writeUInt16LE(channels.length, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * frame, 28);
  header.writeUInt16LE(frame, 32);
  header.writeUInt16LE(bits, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(shape.saidBytes ?? data.length, 40);
  return new Uint8Array(Buffer.concat([header, data]));
}

/** `data:audio/wav;base64,…` */
export function wavUrl(samples: Float32Array, sampleRate: number): string {
  return `data:audio/wav;base64,${Buffer.from(writeWav([samples], { sampleRate })).toString('base64')}`;
}

function writeSample(
  data: Buffer,
  at: number,
  value: number,
  { bits, float }: { readonly bits: number; readonly float: boolean },
): void {
  if (float) data.writeFloatLE(value, at);
  // 8 bits are counted from 0, more from the middle.
  else if (bits === 8) data.writeUInt8(Math.round(value * 127) + 128, at);
  else data.writeIntLE(Math.round(value * (2 ** (bits - 1) - 1)), at, bits / 8);
}
