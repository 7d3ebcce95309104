/** Something about embedding a catalog went wrong; `code` says what a caller can act upon. */
export abstract class EmbeddingPipelineError extends Error {
  abstract readonly code: string;
}

export class EncoderMismatchError extends EmbeddingPipelineError {
  readonly code = 'ENCODER_MISMATCH';
  readonly catalog: string;
  constructor(
    catalog: string,
    modality: string,
    encoders: { readonly stored: string; readonly configured: string | undefined },
  ) {
    const configured = encoders.configured === undefined ? 'none' : `'${encoders.configured}'`;
    super(
      `The ${modality} vectors of catalog '${catalog}' come from '${encoders.stored}', but this process has ${configured}. ` +
        `Configure the first encoder again (KINDRED_${modality.toUpperCase()}_ENCODER), or import the items into a new catalog.`,
    );
    this.name = 'EncoderMismatchError';
    this.catalog = catalog;
  }
}

/** An encoder breaks what a catalog relies on. */
export class EncoderRefusedError extends EmbeddingPipelineError {
  readonly code = 'ENCODER_REFUSED';
  readonly problems: readonly string[];
  constructor(url: string, modality: string, problems: readonly string[]) {
    super(
      `Encoder '${url}' can't make ${modality} vectors of a catalog: ${problems.join('; ')}. See kindred encoders check.`,
    );
    this.name = 'EncoderRefusedError';
    this.problems = problems;
  }
}

/** With the new encoder, items would lose a block that they have. */
export class EncoderSwitchLossError extends EmbeddingPipelineError {
  readonly code = 'ENCODER_SWITCH_LOSS';
  constructor(
    catalog: string,
    losses: readonly { readonly itemId: string; readonly reason: string }[],
    maxFailed: number,
  ) {
    const [first] = losses;
    super(
      `${String(losses.length)} items of catalog '${catalog}' would lose a photo's vector (first: '${first?.itemId ?? ''}': ` +
        `${first?.reason ?? ''}). Nothing was switched, and what was encoded is kept. Make the photos readable and run it again, or ` +
        `allow more than ${String(maxFailed)} such items.`,
    );
    this.name = 'EncoderSwitchLossError';
  }
}

export class UnsettledItemsError extends EmbeddingPipelineError {
  readonly code = 'UNSETTLED_ITEMS';
  constructor(catalog: string, itemIds: readonly string[], rounds: number) {
    super(
      `${String(itemIds.length)} items of catalog '${catalog}' (first: '${itemIds[0] ?? ''}') changed again in each of ` +
        `${String(rounds)} rounds of writing them to the vector store. They stay in the outbox and are applied later.`,
    );
    this.name = 'UnsettledItemsError';
  }
}

export class RefillCountMismatchError extends EmbeddingPipelineError {
  readonly code = 'REFILL_COUNT_MISMATCH';
  constructor(catalog: string, collection: string, counts: { readonly items: number; readonly points: number }) {
    super(
      `Collection '${collection}' holds ${String(counts.points)} points after the refill, catalog '${catalog}' has ` +
        `${String(counts.items)} items. The live collection was left as it is; refill again.`,
    );
    this.name = 'RefillCountMismatchError';
  }
}

export class PointMismatchError extends EmbeddingPipelineError {
  readonly code = 'POINT_MISMATCH';
  constructor(catalog: string, collection: string, itemIds: readonly string[]) {
    super(
      `Collection '${collection}' of catalog '${catalog}' does not hold or find ${String(itemIds.length)} of 100 items as the ` +
        `database has them (first: '${itemIds[0] ?? ''}'). The live collection was left as it is; try again.`,
    );
    this.name = 'PointMismatchError';
  }
}

export class ModalityNotEncodedError extends EmbeddingPipelineError {
  readonly code = 'MODALITY_NOT_ENCODED';
  constructor(catalog: string, modality: string, encoded: readonly string[]) {
    super(
      `No model makes the '${modality}' blocks of catalog '${catalog}'; models make those of ${encoded.join(', ')}.`,
    );
    this.name = 'ModalityNotEncodedError';
  }
}

export class InvalidDimensionsError extends EmbeddingPipelineError {
  readonly code = 'INVALID_DIMENSIONS';
  constructor(dimensions: number, { full, mostReduced }: { readonly full: number; readonly mostReduced: number }) {
    super(
      `An embedding can't have ${String(dimensions)} dimensions. Ask for 1 to ${String(Math.min(full, mostReduced))}, or leave ` +
        `it out for all ${String(full)}.`,
    );
    this.name = 'InvalidDimensionsError';
  }
}

export class StoresDisagreeError extends EmbeddingPipelineError {
  readonly code = 'STORES_DISAGREE';
  constructor(catalog: string, found: { readonly agreement: number; readonly scoreDifference: number }) {
    super(
      `For catalog '${catalog}' the filled store gives ${(100 * found.agreement).toFixed(1)} % of the answers that the present one ` +
        `gives, with scores up to ${found.scoreDifference.toExponential(1)} apart. Nothing was switched; fill it again.`,
    );
    this.name = 'StoresDisagreeError';
  }
}

/** An error's message, or whatever was thrown, as one line for people. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? '';
}
