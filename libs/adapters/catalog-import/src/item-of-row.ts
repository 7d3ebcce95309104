import type { AttributeValue, ItemInput } from '@kindred/catalog';
import { type ItemField } from './catalog-columns.ts';
import type { AttributeKind, ColumnPlan } from './column-plan.ts';
import { CellError, readAvailable, readDate, readNumber, readPrice } from './read-cells.ts';
import { readClips, readImages } from './read-media.ts';
import { readSection, splitSections } from './read-section.ts';
import type { Cell } from './row-source.ts';

export interface ItemReading {
  /** Absolute path that relative photos and clips start from. */
  readonly imagesFolder: string;
  /** A path of a photo or clip that begins with `/` starts from `imagesFolder` too. */
  readonly rootedImages: boolean;
  readonly sectionSeparator?: string | undefined;
  readonly defaultCurrency: string;
}

/** Longer ones are no ids, and would only fill reports. */
const MAX_ID_LENGTH = 200;

/** Cells of a row can't be read; the message names every one. */
export class UnreadableItemError extends CellError {
  override readonly name = 'UnreadableItemError';
  /** Absent where the row has none. */
  readonly itemId: string | undefined;
  constructor(problems: readonly string[], id: string | undefined) {
    super(problems.join('; '));
    this.itemId = id !== undefined && id.length <= MAX_ID_LENGTH ? id : undefined;
  }
}

/** The item that a row's cells describe. @throws UnreadableItemError */
export function itemOfRow(cells: readonly Cell[], plan: ColumnPlan<ItemField>, reading: ItemReading): ItemInput {
  const problems: string[] = [];
  const read = <T>(field: string, how: () => T): T | undefined => {
    try {
      return how();
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      problems.push(`${field} ${error.message}`);
      return undefined;
    }
  };
  const fields: Partial<Record<ItemField, Cell>> = {};
  const attributes = new Map<string, AttributeValue>();
  const images: string[] = [];
  const audio: string[] = [];
  for (const [index, target] of plan.targets.entries()) {
    const cell = cells[index];
    if (target === 'ignore' || cell === undefined || (typeof cell === 'string' && cell.trim() === '')) continue;
    if ('attribute' in target) {
      const value = read(`attributes.${target.attribute}`, () => attributeOf(cell, target.kind));
      if (value !== undefined) attributes.set(target.attribute, value);
    } else if (target.field === 'images') images.push(...readImages(cell, reading.imagesFolder, reading.rootedImages));
    else if (target.field === 'audio') {
      const clips = readClips(cell, reading.imagesFolder, reading.rootedImages);
      if (clips === undefined) attributes.set('audio', attributeOf(cell, 'text'));
      else audio.push(...clips);
    } else fields[target.field] = cell;
  }
  const id = textOf(fields.id);
  const title = textOf(fields.title)?.trim();
  if (id === undefined) problems.push('id is missing');
  if (title === undefined) problems.push('title is missing');
  const currency = textOf(fields.currency)?.trim() ?? reading.defaultCurrency;
  const optional = {
    description: textOf(fields.description)?.trim(),
    price: mapped(textOf(fields.price), (text) => read('price', () => readPrice(text, currency))),
    brand: textOf(fields.brand)?.trim(),
    section: sectionOf(fields, attributes, reading.sectionSeparator),
    images: images.length > 0 ? [...new Set(images)] : undefined,
    audio: audio.length > 0 ? [...new Set(audio)] : undefined,
    available: mapped(textOf(fields.available), (text) => read('available', () => readAvailable(text))),
    createdAt: mapped(textOf(fields.created_at), (text) => read('created_at', () => readDate(text))),
  };
  for (const [name, value] of extraAttributes(textOf(fields.extra)))
    if (!attributes.has(name)) attributes.set(name, value);
  if (id === undefined || title === undefined || problems.length > 0) throw new UnreadableItemError(problems, id);
  const given = Object.entries(optional).filter(([, value]) => value !== undefined);
  return {
    id,
    title,
    ...Object.fromEntries(given),
    ...(attributes.size > 0 ? { attributes: Object.fromEntries(attributes) } : {}),
  };
}

function mapped<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  return text === undefined ? undefined : read(text);
}

function textOf(cell: Cell): string | undefined {
  return typeof cell === 'string' ? cell : cell?.join(', ');
}

/** The path of the `section` column; else the first of the `categories` column, whose others are kept as tags. */
function sectionOf(
  fields: Partial<Record<ItemField, Cell>>,
  attributes: Map<string, AttributeValue>,
  separator: string | undefined,
): string[] | undefined {
  const paths = typeof fields.sections === 'string' ? splitSections(fields.sections) : (fields.sections ?? []);
  const own = readSection(fields.section ?? paths[0], separator);
  const others = fields.section === undefined ? paths.slice(1) : paths;
  if (others.length > 0) attributes.set('categories', others);
  return own.length > 0 ? own : undefined;
}

function attributeOf(cell: NonNullable<Cell>, kind: AttributeKind): AttributeValue {
  if (kind === 'number') return readNumber(typeof cell === 'string' ? cell : cell.join(' '));
  if (typeof cell !== 'string') return cell;
  if (kind === 'text') return cell.trim();
  return cell
    .split(/[;|\n]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

/** Magento's `size=M,color=Purple`; a part without `=` belongs to the value before it. */
function extraAttributes(text: string | undefined): [string, string][] {
  const pairs = (text ?? '').split(/,(?=[\w ]+=)/).map((pair) => /^\s*([^=]+)=(.+)$/s.exec(pair));
  return pairs.flatMap((pair): [string, string][] => (pair?.[1] && pair[2] ? [[pair[1].trim(), pair[2].trim()]] : []));
}
