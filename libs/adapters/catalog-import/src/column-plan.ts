import { InvalidMappingError, MissingColumnsError } from './errors.ts';

/** How an attribute's text becomes a value: as it is, as a number (`attributes.weight:number`), as tags (`attributes.colour[]`). */
export type AttributeKind = 'text' | 'number' | 'tags';

/** What a column is for. */
export type ColumnTarget<Field extends string> =
  { readonly field: Field } | { readonly attribute: string; readonly kind: AttributeKind } | 'ignore';

/** Column name → field, `attributes.<name>`, or `ignore`. */
export type ColumnMapping = Readonly<Record<string, string>>;

/** Which columns were taken for what; nothing is dropped without standing here. */
export interface ColumnReport {
  /** Field → the columns it is read from. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Attribute name → its column. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly ignored: readonly string[];
}

export interface ColumnPlan<Field extends string> {
  /** One per column of the file. */
  readonly targets: readonly ColumnTarget<Field>[];
  readonly report: ColumnReport;
}

export interface ColumnRules<Field extends string> {
  /** Names that mean a field, best first; compared without case, blanks, `_`, `-` and `.`. */
  readonly aliases: Readonly<Record<Field, readonly string[]>>;
  readonly required: readonly Field[];
  /** Fields that may be read from several columns. */
  readonly multiple: readonly Field[];
  /** What unknown columns become. */
  readonly unknown: 'attribute' | 'ignore';
}

export interface ColumnPlanInput<Field extends string> {
  readonly path: string;
  readonly columns: readonly string[];
  readonly mapping: ColumnMapping;
  readonly rules: ColumnRules<Field>;
}

/** @throws MissingColumnsError, InvalidMappingError */
export function planColumns<Field extends string>(input: ColumnPlanInput<Field>): ColumnPlan<Field> {
  const { path, columns, mapping, rules } = input;
  const targets = columns.map((name) => mappedTarget(input, name));
  for (const name of Object.keys(mapping))
    if (!columns.includes(name)) throw new InvalidMappingError(path, `there is no column '${name}'`);
  const taken = new Set(targets.map((target) => fieldOf(target)));
  const missing: string[] = [];
  for (const field of Object.keys(rules.aliases) as Field[]) {
    if (taken.has(field)) continue;
    const found = columnsFor(columns, targets, rules.aliases[field]);
    for (const index of rules.multiple.includes(field) ? found : found.slice(0, 1)) targets[index] = { field };
    if (found.length === 0 && rules.required.includes(field)) missing.push(field);
  }
  if (missing.length > 0) throw new MissingColumnsError(path, missing, columns);
  const rest = new AttributeNames();
  const planned = targets.map((target, index): ColumnTarget<Field> => {
    if (target === undefined && rules.unknown === 'ignore') return 'ignore';
    const named = target ?? attributeTarget(columns[index] || `column ${String(index + 1)}`);
    return typeof named === 'object' && 'attribute' in named
      ? { ...named, attribute: rest.unique(named.attribute) }
      : named;
  });
  return { targets: planned, report: reportOf(columns, planned) };
}

/** What the mapping or the prefix `attributes.` says of a column. */
function mappedTarget<Field extends string>(
  { path, mapping, rules }: ColumnPlanInput<Field>,
  name: string,
): ColumnTarget<Field> | undefined {
  const given = Object.hasOwn(mapping, name) ? mapping[name] : undefined;
  const target = given ?? name;
  if (/^attributes\../i.test(target)) return attributeTarget(target);
  if (given === undefined) return undefined;
  if (given === 'ignore') return 'ignore';
  if (Object.hasOwn(rules.aliases, given)) return { field: given as Field };
  const known = Object.keys(rules.aliases).join(', ');
  throw new InvalidMappingError(
    path,
    `'${name}' is mapped to '${given}', which is none of ${known}, attributes.<name>, ignore`,
  );
}

function attributeTarget(name: string): { attribute: string; kind: AttributeKind } {
  const plain = name.replace(/^attributes\./i, '');
  if (plain.length > 2 && plain.endsWith('[]')) return { attribute: plain.slice(0, -2).trim(), kind: 'tags' };
  if (/.:number$/i.test(plain)) return { attribute: plain.slice(0, -7).trim(), kind: 'number' };
  return { attribute: plain, kind: 'text' };
}

/** Free columns with one of the names, best name first. */
function columnsFor(columns: readonly string[], targets: readonly unknown[], names: readonly string[]): number[] {
  return names.flatMap((name) =>
    columns.flatMap((column, index) => (targets[index] === undefined && plainName(column) === name ? [index] : [])),
  );
}

function plainName(column: string): string {
  return column.toLowerCase().replaceAll(/[\s_.-]/g, '');
}

function fieldOf<Field extends string>(target: ColumnTarget<Field> | undefined): Field | undefined {
  return typeof target === 'object' && 'field' in target ? target.field : undefined;
}

/** Two columns of one name must not overwrite each other. */
class AttributeNames {
  readonly #counts = new Map<string, number>();

  unique(name: string): string {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return count === 1 ? name : this.unique(`${name} (${String(count)})`);
  }
}

function reportOf<Field extends string>(
  columns: readonly string[],
  targets: readonly ColumnTarget<Field>[],
): ColumnReport {
  const fields: Record<string, string[]> = {};
  const attributes: Record<string, string> = {};
  const ignored: string[] = [];
  for (const [index, target] of targets.entries()) {
    const column = columns[index] ?? '';
    if (target === 'ignore') ignored.push(column);
    else if ('field' in target) (fields[target.field] ??= []).push(column);
    else attributes[target.attribute] = column;
  }
  return { fields, attributes, ignored };
}
