import type { EncodedBlock } from '@kindred/catalog';
import { Prisma } from '../generated/client.ts';
import { toBytes } from './float32-bytes.ts';
import type { SqlRunner } from './sql-session.ts';

/** All vectors travel as one parameter; in key order, so that two writers can't wait for each other. Known ones stay. */
export async function saveBlocks(runner: SqlRunner, blocks: readonly EncodedBlock[]): Promise<void> {
  if (blocks.length === 0) return;
  const encoderIds = blocks.map(({ encoderId }) => encoderId);
  const inputHashes = blocks.map(({ inputHash }) => inputHash);
  const lengths = blocks.map(({ vector }) => vector.byteLength);
  let end = 1;
  const starts = lengths.map((length) => (end += length) - length);
  const vectors = Buffer.concat(blocks.map(({ vector }) => toBytes(vector)));
  await runner.query(Prisma.sql`
    INSERT INTO encoded_block (encoder_id, input_hash, vector)
    SELECT encoder_id, input_hash, substring(${vectors}::bytea FROM start FOR length)
      FROM unnest(${encoderIds}::text[], ${inputHashes}::text[], ${starts}::int[], ${lengths}::int[])
        AS given(encoder_id, input_hash, start, length)
     ORDER BY encoder_id COLLATE "C", input_hash COLLATE "C"
    ON CONFLICT DO NOTHING`);
}
