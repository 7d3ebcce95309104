/** Brands and sections repeat: a catalog of a million items has some thousand of them. 20,000 blocks take about 5 MB. */
const MAX_REMEMBERED = 20_000;

/** The same function, with what it gave before kept by input. Each call gets a copy of its own. */
export function rememberBlocks(encode: (input: string) => Float32Array): (input: string) => Float32Array {
  const remembered = new Map<string, Float32Array>();
  return (input) => {
    const known = remembered.get(input);
    if (known !== undefined) return known.slice();
    const block = encode(input);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(input, block);
    return block.slice();
  };
}
