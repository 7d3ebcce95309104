// Compiles assembly/ to WebAssembly and writes it into src/generated/scan-kernels.ts, so that neither a build nor a test needs the compiler.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const here = dirname(fileURLToPath(import.meta.url));
process.chdir(here);
let binary;
const { error, stderr } = await asc.main(
  [
    'assembly/index.ts',
    ...['--outFile', 'scan-kernels.wasm', '-O3', '--noAssert', '--runtime', 'stub'],
    ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
    ...['--enable', 'simd', '--enable', 'threads', '--enable', 'relaxed-simd'],
  ],
  {
    writeFile: (name, contents) => {
      if (name.endsWith('.wasm')) binary = contents;
    },
  },
);
if (error !== null || binary === undefined) {
  console.error(stderr.toString());
  process.exit(1);
}
const base64 = Buffer.from(binary)
  .toString('base64')
  .match(/.{1,110}/g);
writeFileSync(
  join(here, 'src/generated/scan-kernels.ts'),
  `// Written by compile-kernels.mjs from assembly/; do not edit.\n/** WebAssembly of the scan kernels, base64. */\nexport const SCAN_KERNELS =\n${base64.map((line) => `  '${line}'`).join(' +\n')};\n`,
);
