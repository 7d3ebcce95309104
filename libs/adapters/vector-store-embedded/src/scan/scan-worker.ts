import { parentPort, workerData } from 'node:worker_threads';
import { stepBack } from '../thread-priority.ts';
import { runPass, type PassContext } from './run-pass.ts';
import { instantiateScanKernels, type ScanKernels } from './scan-kernels.ts';
import { packLists, type ScanReply, type ScanRequest, type ScanWorkerData } from './scan-protocol.ts';

// Entry of a scan thread: takes part in one pass after the other, in the order they come.
if (parentPort === null) throw new Error('scan-worker.ts runs as a worker thread only.');
const port = parentPort;
const { module } = workerData as ScanWorkerData;
/** A little: the thread that gives out passes and rescores must get a processor at once, else all threads wait for it. */
stepBack(2);
const tables = new Map<number, { readonly memory: WebAssembly.Memory; readonly kernels: ScanKernels }>();

port.on('message', (request: ScanRequest) => {
  if (request.type === 'forget') {
    tables.delete(request.table);
    return;
  }
  const { id, table, memory, batch, scratch } = request;
  try {
    if (memory !== undefined) tables.set(table, { memory, kernels: instantiateScanKernels(module, memory) });
    const context: PassContext = { ...tables.get(table)!, scratch };
    reply({ id, lanes: packLists(runPass(context, batch)) });
  } catch (error) {
    reply({ id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});

function reply(message: ScanReply): void {
  port.postMessage(message, 'lanes' in message ? [message.lanes.buffer] : []);
}
