import { resolve } from 'node:path';
import { INTERACTION_TYPES, type Interaction, type InteractionType } from '@kindred/catalog';
import type { FailedRow } from './catalog-file.ts';
import {
  type ColumnMapping,
  type ColumnPlan,
  type ColumnReport,
  type ColumnRules,
  planColumns,
} from './column-plan.ts';
import { openRowSource, type RowSourceOptions } from './open-row-source.ts';
import { CellError, readDate, readNumber, shorten } from './read-cells.ts';
import type { Cell, RowPlace } from './row-source.ts';

type InteractionField = 'id' | 'user_id' | 'item_id' | 'type' | 'value' | 'occurred_at' | 'recommendation_id';

const INTERACTION_COLUMNS: ColumnRules<InteractionField> = {
  aliases: {
    id: ['id', 'eventid', 'interactionid'],
    user_id: ['userid', 'user', 'shopperid', 'customerid', 'visitorid'],
    item_id: ['itemid', 'item', 'productid', 'product', 'sku', 'movieid'],
    type: ['type', 'eventtype', 'event', 'interactiontype', 'interaction', 'action'],
    value: ['value', 'rating', 'stars'],
    occurred_at: ['occurredat', 'timestamp', 'time', 'date', 'createdat', 'eventtime'],
    recommendation_id: ['recommendationid'],
  },
  required: ['user_id', 'item_id', 'occurred_at'],
  multiple: [],
  unknown: 'ignore',
};

/** Words of shops and analytics for our types. */
const TYPE_WORDS: Readonly<Record<string, InteractionType>> = {
  ...Object.fromEntries(INTERACTION_TYPES.map((type) => [type, type])),
  pageview: 'view',
  addtocart: 'cart',
  transaction: 'purchase',
  order: 'purchase',
  buy: 'purchase',
  rate: 'rating',
};

export type InteractionRow = RowPlace & { readonly input: Interaction; readonly raw: string };

/** Rows in the file's order; each of `rowCount` rows comes out exactly once. Iterating again reads again. */
export interface InteractionFile extends AsyncIterable<InteractionRow | FailedRow> {
  /** Absolute. */
  readonly path: string;
  /** Unknown columns are `ignored`: an interaction has no attributes. */
  readonly columns: ColumnReport;
  readonly rowCount: number;
  /** SHA-256 (hex) of the bytes. */
  readonly contentHash: string;
}

export interface InteractionFileOptions extends RowSourceOptions {
  readonly mapping?: ColumnMapping;
}

/**
 * Opens a file of shoppers' events. Where there is no type column, rows with a value are ratings and the others views.
 * @throws FileNotReadableError, EmptyFileError, UnsupportedFormatError, MissingColumnsError, InvalidMappingError, ImportTimeoutError
 */
export async function openInteractionFile(
  path: string,
  options: InteractionFileOptions = {},
): Promise<InteractionFile> {
  const absolute = resolve(path);
  const source = await openRowSource(absolute, options);
  const { mapping = {} } = options;
  const plan = planColumns({ path: absolute, columns: source.columns, mapping, rules: INTERACTION_COLUMNS });
  const { rowCount, contentHash } = source;
  async function* rows(): AsyncGenerator<InteractionRow | FailedRow> {
    for await (const rawRow of source.rows()) {
      const { row, raw } = rawRow;
      const place = { row, ...(rawRow.line === undefined ? {} : { line: rawRow.line }), raw };
      yield { ...place, ...('failure' in rawRow ? { failure: rawRow.failure } : outcomeOf(rawRow.cells, plan)) };
    }
  }
  return { path: absolute, columns: plan.report, rowCount, contentHash, [Symbol.asyncIterator]: rows };
}

function outcomeOf(
  cells: readonly Cell[],
  plan: ColumnPlan<InteractionField>,
): { input: Interaction } | { failure: string } {
  try {
    return { input: interactionOf(cells, plan) };
  } catch (error) {
    if (error instanceof CellError) return { failure: error.message };
    throw error;
  }
}

function interactionOf(cells: readonly Cell[], plan: ColumnPlan<InteractionField>): Interaction {
  const fields: Partial<Record<InteractionField, string>> = {};
  for (const [index, target] of plan.targets.entries()) {
    const cell = cells[index];
    const text = typeof cell === 'string' ? cell : cell?.join(',');
    if (typeof target === 'object' && 'field' in target && text !== undefined && text.trim() !== '')
      fields[target.field] = text;
  }
  const required = (field: InteractionField): string => {
    const text = fields[field];
    if (text === undefined) throw new CellError(`${field} is missing`);
    return text;
  };
  const value = fields.value === undefined ? undefined : named('value', () => readNumber(fields.value ?? ''));
  return {
    ...(fields.id === undefined ? {} : { id: fields.id }),
    userId: required('user_id'),
    itemId: required('item_id'),
    type: typeOf(fields.type, value),
    ...(value === undefined ? {} : { value }),
    occurredAt: named('occurred_at', () => readDate(required('occurred_at'))),
    ...(fields.recommendation_id === undefined ? {} : { recommendationId: fields.recommendation_id }),
  };
}

function typeOf(text: string | undefined, value: number | undefined): InteractionType {
  if (text === undefined) return value === undefined ? 'view' : 'rating';
  const type =
    TYPE_WORDS[
      text
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_-]/g, '')
    ];
  if (type === undefined) throw new CellError(`type '${shorten(text)}' is none of ${INTERACTION_TYPES.join(', ')}`);
  return type;
}

function named<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof CellError && !error.message.startsWith(field))
      throw new CellError(`${field} ${error.message}`);
    throw error;
  }
}
