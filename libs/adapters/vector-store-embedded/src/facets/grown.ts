const FIRST_CAPACITY = 1_024;

/** The array itself where it has more than `index` entries, else a copy of twice its length or more, zeros behind. */
export function grown<Column extends Uint8Array | Uint32Array | Float64Array>(column: Column, index: number): Column {
  if (index < column.length) return column;
  const Constructor = column.constructor as new (length: number) => Column;
  const larger = new Constructor(Math.max(FIRST_CAPACITY, 2 * column.length, index + 1));
  larger.set(column);
  return larger;
}
