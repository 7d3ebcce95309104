import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { findNvidiaDriver } from '@kindred/embedding-model-onnx';
import { expect, it, onTestFinished } from 'vitest';
import type { CommandContext } from '../cli-command.ts';
import { loadConfig } from '../config.ts';
import { runKindred } from '../testing/run-kindred.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';
import { installCudaLibraries, type CudaSurroundings } from './install-cuda-libraries.ts';

const folder = useTemporaryFolder();
const PLATFORM = 'linux/x64';
const driver = await findNvidiaDriver();

function contextOf(): CommandContext & { readonly lines: string[] } {
  const lines: string[] = [];
  const stderr = { write: (text: string) => lines.push(text.trim()) } as unknown as NodeJS.WriteStream;
  const common = { catalog: 'default', json: false, verbose: false, signal: new AbortController().signal };
  return { config: loadConfig({}), ...common, stderr, lines };
}

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** A folder that says of itself what onnxruntime-node's does, and its feed. */
async function makePackage(): Promise<CudaSurroundings> {
  // Node remembers what it has read from a path.
  const packageFolder = await mkdtemp(join(folder.path, 'package-'));
  const server = createServer((request, response) => {
    if (request.url === '/index.json')
      response.end(JSON.stringify({ resources: [{ '@id': `${origin}/`, '@type': 'PackageBaseAddress/3.0.0' }] }));
    else response.writeHead(200, { 'content-length': 250_000_000 }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const metadata = {
    requirements: { [PLATFORM]: ['cuda12'] },
    manifests: { [`${PLATFORM}:cuda12`]: { './cuda.so': { package: 'gpu', path: 'cuda.so' } } },
    packages: { gpu: { name: 'Gpu', versions: [{ feed: 'nuget', version: '1.2.3' }] } },
    feeds: { nuget: { type: 'nuget', index: `${origin}/index.json` } },
  };
  await write(join(packageFolder, 'package.json'), '{"version": "1.2.3"}');
  await write(join(packageFolder, 'script/install-metadata.js'), `module.exports = ${JSON.stringify(metadata)};`);
  await write(
    join(packageFolder, 'script/install.js'),
    `const fs = require('fs'); const bin = __dirname + '/../bin/napi-v6/linux/x64';
     fs.mkdirSync(bin, { recursive: true }); fs.writeFileSync(bin + '/cuda.so', 'x'); console.log('Extracting cuda.so');`,
  );
  return { packageFolder, platform: PLATFORM };
}

it('without a driver says what to do and downloads nothing; prepared for one, it installs and tries nothing', async () => {
  const surroundings = { ...(await makePackage()), findDriver: async () => undefined };
  const refused = await installCudaLibraries(contextOf(), {}, surroundings);
  expect(refused).toMatchObject({ installed: false, files: [{ present: false }] });
  expect(refused.download).toBeUndefined();
  expect(refused.next).toContain('--without-driver');

  const dry = await installCudaLibraries(contextOf(), { dryRun: true }, surroundings);
  expect(dry).toMatchObject({ installed: false, download: { bytes: 250_000_000 }, files: [{ present: false }] });

  const context = contextOf();
  const prepared = await installCudaLibraries(context, { withoutDriver: true }, surroundings);
  expect(prepared).toMatchObject({ installed: true, files: [{ present: true }] });
  expect(prepared.works).toBeUndefined();
  expect(context.lines[0]).toMatch(/^cuda12 for onnxruntime-node 1\.2\.3: 250\.0 MB from http:.*gpu\.1\.2\.3\.nupkg$/);
  expect(context.lines.slice(1)).toEqual([`It puts there: ${prepared.files[0]?.path ?? ''}`, 'Extracting cuda.so']);

  const again = await installCudaLibraries(contextOf(), { withoutDriver: true }, surroundings);
  expect([again.installed, again.download]).toEqual([false, undefined]);
});

if (driver !== undefined)
  console.warn('Skipped: what install-cuda says where CUDA fails. There is an NVIDIA driver here.');
it.skipIf(driver !== undefined)('says that CUDA fails though all is there, and what it needs', async () => {
  const surroundings = { ...(await makePackage()), findDriver: async () => '570.1' };
  const tried = await installCudaLibraries(contextOf(), {}, surroundings);
  expect(tried).toMatchObject({ driver: '570.1', installed: true, works: false });
  expect(tried.next).toMatch(/can't run on CUDA: .*cuDNN/s);
});

it('knows platforms without CUDA, and what to take there', async () => {
  const surroundings = { ...(await makePackage()), platform: 'darwin/arm64' };
  const { kind, next } = await installCudaLibraries(contextOf(), {}, surroundings);
  expect(kind).toBeUndefined();
  expect(next).toContain('coreml');
});

it.skipIf(driver !== undefined)('kindred encoders install-cuda ends with 1 on a machine without a GPU', async () => {
  const { code, stdout } = await runKindred(folder.path, 'encoders', 'install-cuda');
  expect(stdout).toMatch(process.platform === 'linux' ? /no NVIDIA driver\n/ : /has no CUDA on/);
  expect(code).toBe(1);
});
