import { grown } from './grown.ts';

/**
 * One value per row, each distinct value kept once. A value that no row has any more makes room for another.
 * Rows without a value take no room beyond four bytes.
 */
export class DictionaryColumn<Value> {
  readonly #keyOf: (value: Value) => string;
  /** Code per row; 0 is no value. */
  #codes = new Uint32Array();
  readonly #codeOf = new Map<string, number>();
  readonly #values: (Value | undefined)[] = [undefined];
  readonly #keys: string[] = [''];
  readonly #rows: number[] = [0];
  readonly #free: number[] = [];

  /** `keyOf` tells values apart. */
  constructor(keyOf: (value: Value) => string) {
    this.#keyOf = keyOf;
  }

  /** The row must have no value: see {@link clear}. */
  set(row: number, value: Value): void {
    const key = this.#keyOf(value);
    const code = this.#codeOf.get(key) ?? this.#add(key, value);
    this.#rows[code]!++;
    this.#codes = grown(this.#codes, row);
    this.#codes[row] = code;
  }

  get(row: number): Value | undefined {
    return this.#values[this.#codes[row] ?? 0];
  }

  clear(row: number): void {
    const code = this.#codes[row] ?? 0;
    if (code === 0) return;
    this.#codes[row] = 0;
    if (--this.#rows[code]! > 0) return;
    this.#codeOf.delete(this.#keys[code]!);
    this.#values[code] = undefined;
    this.#free.push(code);
  }

  /** 1 in `out` for every row before its end whose value, or lack of one, passes. `test` is called once per distinct value. */
  mark(out: Uint8Array, test: (value: Value | undefined) => boolean): void {
    const verdicts = Uint8Array.from(this.#values, (value, code) =>
      (code === 0 || value !== undefined) && test(value) ? 1 : 0,
    );
    const codes = this.#codes;
    const known = Math.min(out.length, codes.length);
    for (let row = 0; row < known; row++) out[row] = verdicts[codes[row]!]!;
    out.fill(verdicts[0]!, known);
  }

  #add(key: string, value: Value): number {
    const code = this.#free.pop() ?? this.#values.length;
    this.#codeOf.set(key, code);
    this.#values[code] = value;
    this.#keys[code] = key;
    this.#rows[code] = 0;
    return code;
  }
}
