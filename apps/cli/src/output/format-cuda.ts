import type { CudaDocument } from '../cuda/cuda-document.ts';
import { formatBytes } from './format-amounts.ts';
import { printable } from './format-table.ts';

/** A line per fact, then what is left to do. */
export function formatCuda({ version, platform, kind, driver, files, download, works, next }: CudaDocument): string {
  const present = files.filter((file) => file.present).length;
  const amount = download?.bytes === undefined ? '' : `, ${formatBytes(download.bytes)}`;
  const facts = [
    ['runtime', `onnxruntime-node ${version} on ${platform}`],
    ['driver', driver === undefined ? 'no NVIDIA driver' : `NVIDIA ${driver}`],
    ...(kind === undefined
      ? []
      : [['libraries', `${String(present)} of ${String(files.length)} files of ${kind} are installed`]]),
    ...(download === undefined ? [] : [['source', `${download.url}${amount}`]]),
    ...(works === undefined ? [] : [['tried', works ? 'a model runs on CUDA' : 'no model runs on CUDA']]),
  ];
  return [...facts.map(([name = '', fact = '']) => `${name.padEnd(10)} ${printable(fact)}`), printable(next)].join(
    '\n',
  );
}
